/** What the environment asks of the server. Read once at start. */
import path from 'node:path';
import { environment } from '#/site.ts';

/** Variables that only the server reads. */
export const SERVER_ENV = {
  /** Port, default 4321. */
  port: 'PORT',
  /** Address to listen on, default 127.0.0.1; 0.0.0.0 opens it to the network. */
  host: 'HOST',
  /** Folder that holds store, releases and accounts, default `data`. */
  data: 'SITE_DATA',
  /** `on` when a reverse proxy of your own stands in front: its X-Forwarded-For and -Proto are believed. */
  proxy: 'SITE_PROXY',
  /** Days that the log of the editing interface is kept, default 730, at least 180. */
  logDays: 'SITE_LOG_DAYS',
  /** Address of a second git repository that receives the content each night. Only the environment names it. */
  mirror: 'SITE_MIRROR',
  /** Folder that receives a backup each night. */
  backup: 'SITE_BACKUP',
  /** `off` lets the renderer run without name spaces of its own. */
  sandbox: 'SITE_SANDBOX',
} as const;

export interface ServerConfig {
  /** The clone: code, node_modules, starter content. */
  root: string;
  /** Absolute data folder. */
  data: string;
  /** Absolute folder of the starter content. */
  content: string;
  host: string;
  port: number;
  /** Base path, starts and ends with a slash. */
  base: string;
  /** Origin readers see. */
  url: string;
  trustProxy: boolean;
  logDays: number;
  mirror: string | undefined;
  /** Absolute. */
  backup: string | undefined;
  sandbox: boolean;
}

/** Reads the environment. Throws a Chinese sentence on a value that cannot be. */
export function serverConfig(root: string, env: Record<string, string | undefined> = process.env): ServerConfig {
  const { url, base, content } = environment(env);
  const backup = env[SERVER_ENV.backup];
  const port = Number(env[SERVER_ENV.port] || 4321);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`PORT 要写 1—65535 之间的整数；现在是 ${env[SERVER_ENV.port]}`);
  const logDays = Number(env[SERVER_ENV.logDays] || 730);
  if (!Number.isInteger(logDays) || logDays < 180) throw new Error(`SITE_LOG_DAYS 要写不小于 180 的整数；现在是 ${env[SERVER_ENV.logDays]}`);
  return {
    root,
    data: path.resolve(root, env[SERVER_ENV.data] || 'data'),
    content: path.resolve(root, content),
    host: env[SERVER_ENV.host] || '127.0.0.1',
    port,
    base,
    url,
    trustProxy: env[SERVER_ENV.proxy] === 'on',
    logDays,
    mirror: env[SERVER_ENV.mirror] || undefined,
    backup: backup ? path.resolve(root, backup) : undefined,
    sandbox: env[SERVER_ENV.sandbox] !== 'off',
  };
}
