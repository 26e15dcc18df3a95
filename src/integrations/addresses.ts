/**
 * Proves of each build that no address ever published is lost: it is a page, one hop to a page, or 410 with a
 * page. Anything else stops the build and names the address.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { answerAt, promisedAddresses, type HostAnswers } from '#/lib/address-answers.ts';
import { now } from '#/lib/clock.ts';
import { ledgerTexts, parseLedger } from '#/lib/ledger-files.ts';
import type { Ledger } from '#/lib/ledger.ts';

/** A built site, as far as its addresses go. */
export interface BuiltAddresses {
  answers: HostAnswers;
  /** Whether a page stands at this site path. */
  built: (address: string) => boolean;
}

/** The addresses of the build in a folder. */
export function builtIn(out: string): BuiltAddresses {
  return { answers: JSON.parse(readFileSync(path.join(out, 'host', 'addresses.json'), 'utf8')) as HostAnswers, built: (address) => existsSync(path.join(out, address, 'index.html')) };
}

/** Addresses that a built site does not answer as it must; none is what we want. */
export function lostAddresses(ledger: Ledger, { answers, built }: BuiltAddresses, instant: number): string[] {
  return promisedAddresses(ledger, instant).flatMap(({ address, key }) => {
    const answer = answerAt(address, answers);
    if (answer === undefined) return built(address) ? [] : [`${address}（${key}）没有页面，也没有去处`];
    if (built(address)) return [`${address}（${key}）有页面，又要转走`];
    if (answer.status === 410) return built(answer.page) ? [] : [`${address}（${key}）缺少说明去向的页面 ${answer.page}`];
    if (answerAt(answer.to, answers) !== undefined) return [`${address}（${key}）要转两次`];
    return built(answer.to) ? [] : [`${address}（${key}）转到 ${answer.to}，那里没有页面`];
  });
}

/** The proof as an Astro hook. `folder` is the content folder. */
export function addresses(folder: string): AstroIntegration {
  return {
    name: 'addresses',
    hooks: {
      'astro:build:done': ({ dir, logger }) => {
        const { ledger } = parseLedger(ledgerTexts(folder));
        const lost = lostAddresses(ledger, builtIn(fileURLToPath(dir)), now());
        if (lost.length > 0) throw new Error(`网址账本里有 ${lost.length} 个网址没有着落：\n${lost.slice(0, 20).join('\n')}`);
        logger.info(`网址账本：${ledger.size} 个网址都有着落`);
      },
    },
  };
}
