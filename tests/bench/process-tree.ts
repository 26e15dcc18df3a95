/**
 * Runs a command and watches it with all the processes that it starts: time by the clock, CPU time, and memory as the
 * kernel holds it, apart for those before and after the search's indexer appears. Linux only: it reads /proc.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Measured {
  /** Seconds by the clock, and of CPU in all processes. */
  seconds: number;
  cpu: number;
  /** Seconds by the clock in which an indexer ran. */
  indexing: number;
  /** Most memory of all processes together, in GB, before an indexer ran and while one did. */
  renderMemory: number;
  indexMemory: number;
  status: number;
  output: string;
}

const EVERY = 100;
const PAGE = 4096;
const TICKS = 100;
const INDEXER = /pagefind/;

interface Sample {
  parent: number;
  name: string;
  cpu: number;
  memory: number;
}

function sample(pid: number): Sample | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const close = text.lastIndexOf(')');
    const fields = text.slice(close + 2).split(' ');
    const at = (index: number): number => Number(fields[index - 3]);
    return { parent: at(4), name: text.slice(text.indexOf('(') + 1, close), cpu: (at(14) + at(15)) / TICKS, memory: at(24) * PAGE };
  } catch {
    return undefined;
  }
}

function tree(root: number): Map<number, Sample> {
  const all = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    const found = sample(Number(name));
    return found ? [[Number(name), found] as const] : [];
  }));
  const held = new Map<number, Sample>();
  const take = (pid: number): void => {
    const own = all.get(pid);
    if (!own || held.has(pid)) return;
    held.set(pid, own);
    for (const [child, { parent }] of all) if (parent === pid) take(child);
  };
  take(root);
  return held;
}

/** Runs `command` to its end. A failure is an answer too: see `status` and `output`. */
export function measured(command: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    const cpu = new Map<number, number>();
    const most = { render: 0, index: 0 };
    let [first, last] = [0, 0];
    const look = (): void => {
      const held = child.pid === undefined ? new Map<number, Sample>() : tree(child.pid);
      for (const [pid, one] of held) cpu.set(pid, one.cpu);
      const memory = [...held.values()].reduce((sum, one) => sum + one.memory, 0) / 1e9;
      if ([...held.values()].some(({ name }) => INDEXER.test(name))) {
        first ||= performance.now();
        last = performance.now();
        most.index = Math.max(most.index, memory);
      } else if (first === 0) most.render = Math.max(most.render, memory);
    };
    const timer = setInterval(look, EVERY);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      resolve({ seconds: (performance.now() - started) / 1000, cpu: [...cpu.values()].reduce((sum, each) => sum + each, 0), indexing: (last - first) / 1000, renderMemory: most.render, indexMemory: most.index, status: code ?? 1, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}
