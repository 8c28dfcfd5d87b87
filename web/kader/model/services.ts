/** What the mind carries: answered by a workflow of its own, named on no screen that others may see. */
export const MIND = "kesehatan-jiwa";
