/** CloudWatch's namespace of what Bulkhead counts. Names of metrics begin with the stack's and a slash, so that a fleet finds them all. */
export const namespace = "Bulkhead";
