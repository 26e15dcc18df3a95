/**
 * Data of entries that notes which of its fields a page reads, so that the publisher renders a page again for a
 * change that it shows and not for one that it does not: an article's date of change stands on two pages, the
 * article on fifty.
 */
import { ALL_FIELDS, noteField } from './page-reads.ts';
import type { NounName } from '#/schemas/nouns.ts';

/** Asks the noting object whose data it is. Known to the publisher, whose code is bundled apart. */
const NOUN = Symbol.for('site.nounOfData');
const made = new WeakMap<object, object>();
const handlers = new Map<NounName, ProxyHandler<object>>();

function handlerOf(noun: NounName): ProxyHandler<object> {
  const known = handlers.get(noun);
  if (known) return known;
  const handler: ProxyHandler<object> = {
    get: (target, key) => {
      if (key === NOUN) return noun;
      if (typeof key === 'string') noteField(noun, key);
      return Reflect.get(target, key) as unknown;
    },
    has: (target, key) => {
      if (typeof key === 'string') noteField(noun, key);
      return Reflect.has(target, key);
    },
    // `Object.hasOwn` asks in this way.
    getOwnPropertyDescriptor: (target, key) => {
      if (typeof key === 'string') noteField(noun, key);
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
    // Whoever asks for the names of the fields takes all of them: a copy, JSON.
    ownKeys: (target) => {
      noteField(noun, ALL_FIELDS);
      return Reflect.ownKeys(target);
    },
  };
  handlers.set(noun, handler);
  return handler;
}

/** The same data, noting what is read of it. The same object for the same data. */
export function notedData<T extends object>(noun: NounName, data: T): T {
  const known = made.get(data) ?? new Proxy(data, handlerOf(noun));
  made.set(data, known);
  return known as T;
}

/** The noun of data that notes what is read of it; undefined for any other object. */
export function nounOf(data: object): NounName | undefined {
  return (data as { [NOUN]?: NounName })[NOUN];
}
