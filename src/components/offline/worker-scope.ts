/** What the workers use of the browser's service worker interface: TypeScript's own types of it clash with those of pages. */

export interface ExtendableEvent extends Event {
  waitUntil: (work: Promise<unknown>) => void;
}
export interface FetchEvent extends ExtendableEvent {
  request: Request;
  respondWith: (answer: Promise<Response>) => void;
}
export interface MessageFromPage extends ExtendableEvent {
  data: unknown;
}
export interface WorkerScope {
  registration: { unregister: () => Promise<boolean> };
  skipWaiting: () => Promise<void>;
  addEventListener: ((type: 'install' | 'activate', listener: (event: ExtendableEvent) => void) => void) &
    ((type: 'fetch', listener: (event: FetchEvent) => void) => void) &
    ((type: 'message', listener: (event: MessageFromPage) => void) => void);
}

/** What the route writes in front of a worker. */
export interface Release {
  /** Changes when anything that pages show has changed. */
  version: string;
  base: string;
}
