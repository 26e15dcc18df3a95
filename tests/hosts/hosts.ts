/** nginx and Caddy over a built site on loopback, with the rules that the build wrote for them. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Host {
  name: 'nginx' | 'caddy';
  origin: string;
  stop: () => Promise<void>;
}

const has = (program: string): boolean => spawnSync(program, [program === 'nginx' ? '-v' : 'version'], { stdio: 'ignore' }).status === 0;

async function answers(origin: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.exitCode !== null) break;
    if (await fetch(origin).then(() => true, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${child.spawnfile} 没有启动`);
}

async function start(name: Host['name'], args: readonly string[], origin: string, folder: string): Promise<Host> {
  const child = spawn(name, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder } });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answers(origin, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { name, origin, stop };
}

/** Serves the folder `site`, or undefined when the program is not installed. */
export async function startHost(name: Host['name'], site: string, port: number): Promise<Host | undefined> {
  if (!has(name)) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), `${name}-`));
  const file = path.join(folder, 'conf');
  const origin = `http://127.0.0.1:${port}`;
  if (name === 'nginx') {
    // Started by root, its workers would be somebody else, who may not read the test's folders.
    const user = process.getuid?.() === 0 ? 'user root;\n' : '';
    writeFileSync(file, `${user}pid ${folder}/pid;
error_log stderr error;
daemon off;
events {}
http {
  access_log off;
  types { text/html html; text/calendar ics; text/plain conf; }
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  map_hash_bucket_size 512;
  include ${site}/host/nginx-maps.conf;
  server {
    listen 127.0.0.1:${port};
    root ${site};
    absolute_redirect off;
    include ${site}/host/nginx-rules.conf;
    error_page 404 /404.html;
  }
}
`);
    return start(name, ['-c', file, '-e', 'stderr'], origin, folder);
  }
  writeFileSync(file, `{
  admin off
  auto_https off
  log {
    output discard
  }
}
http://127.0.0.1:${port} {
  root * ${site}
  import ${site}/host/addresses.caddy
  file_server
}
`);
  return start(name, ['run', '--config', file, '--adapter', 'caddyfile'], origin, folder);
}
