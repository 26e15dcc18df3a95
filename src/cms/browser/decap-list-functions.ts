/** The four functions that Decap takes from `lodash/fp`, with the list as the last argument; the whole of it is 75 kB. */

export { default as flow } from 'lodash/flow';
export { default as fromPairs } from 'lodash/fromPairs';

type OverList = <A, B>(step: (each: A) => B) => (list: readonly A[]) => B[];

export const map: OverList = (step) => (list) => list.map((each) => step(each));

export const filter = <A>(keep: (each: A) => boolean) => (list: readonly A[]): A[] => list.filter((each) => keep(each));
