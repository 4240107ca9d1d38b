// What is mutated: detection, or with BULKHEAD_MUTATION=policies the rest of the policy pack.
const area = process.env.BULKHEAD_MUTATION === "policies" ? "./policy-rooms.mjs" : "./rooms.mjs";
export const { Rooms, source, folders, page, ignorers } = await import(area);
