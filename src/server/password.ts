/** Password hashes: scrypt with the parameters in the hash, so that they can be raised later. */
import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP's figures for scrypt; some 0.3 s and 128 MB a guess. */
export const PASSWORD_COST = 2 ** 17;
const BLOCK = 8;
const LENGTH = 64;
/** No look-alikes (0 O, 1 l I). */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

function derive(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, LENGTH, { N: cost, r: BLOCK, p: 1, maxmem: 256 * cost * BLOCK }, (error, key) => { if (error) reject(error); else resolve(key); });
  });
}

/** `scrypt$N$salt$key`, base64url. */
export async function hashPassword(password: string, cost = PASSWORD_COST): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${cost}$${salt.toString('base64url')}$${(await derive(password, salt, cost)).toString('base64url')}`;
}

/** Whether a password fits a hash. Takes as long for a wrong one as for a right one. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, cost, salt, key] = hash.split('$');
  if (!cost || !salt || !key) return false;
  const expected = Buffer.from(key, 'base64url');
  const got = await derive(password, Buffer.from(salt, 'base64url'), Number(cost));
  return got.length === expected.length && timingSafeEqual(got, expected);
}

/** A random password that can be read out: four groups, 80 bits. */
export function randomPassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
  return [group(), group(), group(), group()].join('-');
}
