/** Lets the page answer its reader between two pieces of work. */
export const pause = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 0); });
