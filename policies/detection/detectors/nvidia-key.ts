import { prefixedToken } from "../issued";

/** An NVIDIA API key: nvapi- and 64 characters, as published keys have them. */
export const nvidiaKey = prefixedToken({
  id: "nvidia-key",
  title: "an NVIDIA API key",
  reference: "https://docs.nvidia.com/ngc/gpu-cloud/ngc-user-guide/index.html",
  prefixes: ["nvapi-"],
  shape: /nvapi-[\w-]{64}/y,
});
