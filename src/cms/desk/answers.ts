/** How panels speak with the server: a session that ended asks for the password over the page and goes on. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiFault, get, post, whoAmI, type SignedIn } from '#/cms/browser/api.ts';
import { signInAgain } from '#/cms/browser/dialogs.ts';
import { findingSentence } from '#/cms/publishing-words.ts';

let signedIn: SignedIn | undefined;

/** Tells whose session it is; once, at the start. */
export function setSignedIn(user: SignedIn): void {
  signedIn = user;
}

async function again<T>(ask: () => Promise<unknown>): Promise<T> {
  try {
    return (await ask()) as T;
  } catch (error) {
    if (!(error instanceof ApiFault) || error.status !== 401 || !signedIn) throw error;
    await signInAgain(signedIn);
    const user = await whoAmI();
    if (user && user.role !== signedIn.role) location.reload(); // another role sees other panels
    return (await ask()) as T;
  }
}

/** Reads `api/<path>`. Throws {@link ApiFault}. */
export const ask = <T>(path: string): Promise<T> => again<T>(() => get(path));

/** Changes something by `POST api/<path>`. Throws {@link ApiFault}. */
export const send = <T = unknown>(path: string, body: unknown = {}): Promise<T> => again<T>(() => post(path, body));

/** A fault in words for the page: what was refused, and every reason with its mend. */
export function faultText(error: unknown): string {
  const reasons = error instanceof ApiFault ? error.findings.map(findingSentence) : [];
  const words = error instanceof Error ? error.message : String(error);
  return reasons.length > 0 ? `${words}：${reasons.join('；')}` : words;
}

export interface Answer<T> {
  /** Undefined until it has come. What was shown stays while it is read again. */
  data: T | undefined;
  error: string | undefined;
  loading: boolean;
  reload: () => void;
}

/** Reads `api/<path>` when the panel appears, when the path changes and at `reload()`. */
export function useAnswer<T>(path: string): Answer<T> {
  const [state, setState] = useState<Omit<Answer<T>, 'reload'>>({ data: undefined, error: undefined, loading: true });
  const round = useRef(0);
  const reload = useCallback(() => {
    const mine = ++round.current;
    setState((old) => ({ ...old, loading: true }));
    ask<T>(path).then(
      (data) => { if (mine === round.current) setState({ data, error: undefined, loading: false }); },
      (error: unknown) => { if (mine === round.current) setState((old) => ({ ...old, error: faultText(error), loading: false })); },
    );
  }, [path]);
  useEffect(() => {
    reload();
    return () => { round.current++; };
  }, [reload]);
  return { ...state, reload };
}
