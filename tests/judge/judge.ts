/** What a judge of the built site is, and the site as judges read it. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A built site on disk. */
export interface BuiltSite {
  /** Absolute folder. */
  folder: string;
  /** Origin that it was built for. */
  url: string;
  /** Content folder that it was built from; planted sites have none. */
  content?: string;
}

export interface Verdict {
  /** How many pages, files or headers were judged. */
  checked: number;
  /** `where: what`, empty when all is well. */
  findings: string[];
}

export interface Fault {
  /** What is wrong, in a few words. */
  name: string;
  /** Files of a site with nothing else wrong. */
  files: Record<string, string | Uint8Array>;
  /** What the judge must say of it. */
  says: RegExp;
}

export interface Judge {
  name: string;
  /** The programs that judge. */
  by: string;
  /** Whether the project's own packages are enough; the others run with `npm run judge` only. */
  quick: boolean;
  judge: (site: BuiltSite) => Promise<Verdict>;
  /** Planted faults: a judge that cannot find these proves nothing. */
  faults: Fault[];
}

/** Folder of the judges, and the folder of packages that only they need. */
export const HOME = import.meta.dirname;
export const TOOLS = path.join(HOME, 'tools');

/** Absolute path of a file of a package that only the judges need. */
export function heavy(file: string): string {
  const at = path.join(TOOLS, 'node_modules', file);
  if (!existsSync(at)) throw new Error(`没有 ${file}，请运行 npm run judge，它会安装`);
  return at;
}

/** A module of such a package; the caller says what it is, because types are not installed everywhere. */
export async function heavyModule<T>(file: string): Promise<T> {
  return (await import(pathToFileURL(heavy(file)).href)) as T;
}

/** Names of the files below the site, sorted; with an ending, only those. */
export function filesOf(site: BuiltSite, ending = ''): string[] {
  return readdirSync(site.folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => name.endsWith(ending) && statSync(path.join(site.folder, name)).isFile())
    .sort();
}

/** Text of a file of the site. */
export function textOf(site: BuiltSite, name: string): string {
  return readFileSync(path.join(site.folder, name), 'utf8');
}

/** All pages of the site: every HTML file that is not part of the search index. */
export function pagesOf(site: BuiltSite): { name: string; html: string }[] {
  return filesOf(site, '.html').filter((name) => !name.startsWith('pagefind/')).map((name) => ({ name, html: textOf(site, name) }));
}

/** Writes the files of a planted site. */
export function plant(folder: string, files: Fault['files']): BuiltSite {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return { folder, url: 'https://kepu.example.org' };
}

/** A page with nothing wrong but what is put into it. */
export function soundPage(body: string, head = ''): string {
  return `<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>页面</title>${head}</head><body><main><h1>页面</h1>${body}</main></body></html>\n`;
}

/** Runs a program to its end; what it prints and its code. Rejects only when it cannot be started. */
export function run(command: string, args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { maxBuffer: 256 * 1024 * 1024, ...options }, (error, out, err) => {
      if (error && typeof error.code !== 'number') reject(new Error(`${command} 没有启动：${error.message}`));
      else resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}
