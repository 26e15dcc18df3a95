/**
 * Lets Decap draw every change of its state at once. Since React 18 what changes outside of a key or a click is drawn a
 * while later; Decap's react-redux 7 tells the parts of the page nothing of further changes until then, and React puts a
 * field that was typed into meanwhile back to the text before: the key is lost. Redux is given an enhancer by the name
 * that its developer tools use, which Decap's bundle asks for. It sends each change through an event of ours that React
 * takes for a key; what an event changes is drawn before the browser turns to the next one.
 */

interface Store {
  dispatch: (action: unknown) => unknown;
}
type CreateStore = (...parts: unknown[]) => Store;
type Enhancer = (create: CreateStore) => CreateStore;

/** One of the events that React answers at once. */
const PROMPT = 'input';

/** Calls `work` while the window's current event is one that React answers at once; returns or throws what it does. */
function promptly(work: () => unknown): unknown {
  const bell = new EventTarget();
  let outcome: { value: unknown } | { error: unknown } | undefined;
  bell.addEventListener(PROMPT, () => {
    try {
      outcome = { value: work() };
    } catch (error) {
      outcome = { error };
    }
  });
  bell.dispatchEvent(new Event(PROMPT));
  if (outcome && 'error' in outcome) throw outcome.error;
  return outcome?.value;
}

/** To be called before Decap's script runs: its store is made then. `change` answers what is sent on in place of an action. */
export function drawPromptly(change: (action: unknown) => unknown = (action) => action): void {
  const prompt: Enhancer = (create) => (...parts) => {
    const store = create(...parts);
    return { ...store, dispatch: (action) => promptly(() => store.dispatch(change(action))) };
  };
  // Ours is the innermost: what Decap's own enhancers send on comes through it too.
  const compose = (...enhancers: Enhancer[]): Enhancer => (create) => enhancers.reduceRight((made, enhance) => enhance(made), prompt(create));
  Object.assign(window, { __REDUX_DEVTOOLS_EXTENSION_COMPOSE__: compose });
}
