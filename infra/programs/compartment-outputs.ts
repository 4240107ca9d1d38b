import type { Compartment } from "../compartment";

/** What every compartment says of its addresses. */
export function compartmentOutputs({ egressIp, egressNext, egressPrevious }: Compartment): Record<string, unknown> {
  return {
    egressIp,
    ...(egressNext && { egressIpNext: egressNext.ip, egressAllocationIdNext: egressNext.allocationId }),
    ...(egressPrevious && {
      egressIpPrevious: egressPrevious.ip,
      egressAllocationIdPrevious: egressPrevious.allocationId,
    }),
  };
}
