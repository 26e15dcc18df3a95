/** Who is editing what. */
import { expect, it } from 'vitest';
import { LOCK_LIFE, Locks } from '#/server/locks.ts';
import type { User } from '#/server/accounts.ts';

const ZHANG: User = { login: 'zhang', name: '张', role: 'author' };
const LI: User = { login: 'li', name: '李', role: 'editor' };

function clocked(): { locks: Locks; wait: (ms: number) => void } {
  let now = 1_000_000_000_000;
  return { locks: new Locks(() => now), wait: (ms) => { now += ms; } };
}

it('tells who is editing, until the form is left', () => {
  const { locks } = clocked();
  expect(locks.hold('science/a', 'f1', ZHANG)).toEqual({ mine: true });
  expect(locks.hold('science/a', 'f2', LI)).toMatchObject({ mine: false, holder: { name: '张', self: false } });
  expect(locks.hold('science/b', 'f2', LI)).toEqual({ mine: true });
  expect([...locks.list().keys()]).toEqual(['science/a', 'science/b']);
  locks.release('science/a', 'f2');
  expect(locks.hold('science/a', 'f2', LI).mine).toBe(false);
  locks.release('science/a', 'f1');
  expect(locks.hold('science/a', 'f2', LI)).toEqual({ mine: true });
});

it('ends by itself when its form falls silent, and lives as long as it speaks', () => {
  const { locks, wait } = clocked();
  locks.hold('science/a', 'f1', ZHANG);
  for (let round = 0; round < 5; round++) {
    wait(LOCK_LIFE / 3);
    expect(locks.hold('science/a', 'f1', ZHANG).mine).toBe(true);
  }
  wait(LOCK_LIFE + 1);
  expect(locks.list().size).toBe(0);
  expect(locks.hold('science/a', 'f2', LI)).toEqual({ mine: true });
});

it('can be taken over, and the other form is told by whom', () => {
  const { locks } = clocked();
  locks.hold('science/a', 'f1', ZHANG);
  expect(locks.hold('science/a', 'f2', LI, true)).toEqual({ mine: true });
  expect(locks.hold('science/a', 'f1', ZHANG)).toMatchObject({ mine: false, takenBy: '李' });
});

it('of a second window of one\'s own is said to be one\'s own', () => {
  const { locks } = clocked();
  locks.hold('science/a', 'f1', ZHANG);
  expect(locks.hold('science/a', 'f2', ZHANG)).toMatchObject({ mine: false, holder: { self: true } });
});

it('is not kept for ever by a clock that was set back', () => {
  const { locks, wait } = clocked();
  locks.hold('science/a', 'f1', ZHANG);
  wait(-3_600_000);
  expect(locks.hold('science/a', 'f2', LI)).toEqual({ mine: true });
});
