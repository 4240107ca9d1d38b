import type { Detector } from "../detector";

/** The account key in an Azure Storage connection string: 64 bytes in base64 behind AccountKey=. */
export const azureStorageKey: Detector = {
  id: "azure-storage-key",
  title: "an Azure storage account key",
  severity: "high",
  reference: "https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string",
  proposal: { by: "literal", literals: ["AccountKey="], shape: /AccountKey=[A-Za-z\d+/]{86}==/y },
  judge: ({ value }) => ({
    confidence: "shaped",
    range: ["AccountKey=".length, value.length],
    // Azurite's well-known development account.
    ...(value.includes("Eby8vdM02xNOcqFlqUwJPLlm") ? { severity: "low" } : {}),
  }),
};
