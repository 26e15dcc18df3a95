/** `npm ci` must work on machines of every kind, so the lockfile names every platform's binaries. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  optionalDependencies?: Record<string, string>;
  resolved?: string;
}
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };

/** Whether `name` is found from the folder of a package, the way node looks for it. */
function stands(from: string, name: string): boolean {
  for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    if (`${at ? `${at}/` : ''}node_modules/${name}` in packages) return true;
    if (at === '') return false;
  }
}

test('every optional dependency of every platform is locked', () => {
  const missing = Object.entries(packages).flatMap(([from, entry]) => Object.keys(entry.optionalDependencies ?? {}).filter((name) => !stands(from, name)).map((name) => `${from} → ${name}`));
  expect(missing).toEqual([]);
});

test('no download address is locked, so that any registry serves', () => {
  expect(Object.entries(packages).filter(([, entry]) => entry.resolved).map(([from]) => from)).toEqual([]);
});

test('versions in package.json are exact', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string>; devDependencies: Record<string, string> };
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  expect(loose).toEqual([]);
});
