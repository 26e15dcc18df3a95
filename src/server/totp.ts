/** Time-based one-time passwords (RFC 6238 over RFC 4226: HMAC-SHA-1, 30 seconds, six digits), as every authenticator app computes them. Pure but for the random secret. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const STEP = 30_000;
const DIGITS = 6;
/** What typing and the net take: so long the code before still counts (RFC 6238, 5.2). */
const DELAY = 5000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 of RFC 4648 without padding. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET.charAt(parseInt(five.padEnd(5, '0'), 2))).join('');
}

/** Bytes of a base32 text; characters outside the alphabet are passed over. */
export function fromBase32(text: string): Buffer {
  const bits = [...text.toUpperCase()].map((letter) => ALPHABET.indexOf(letter)).filter((value) => value >= 0).map((value) => value.toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

/** A new secret of 160 bits, as RFC 4226 advises, in base32. */
export const totpSecret = (): string => base32(randomBytes(20));

/** Number of the step that a time (milliseconds) lies in. */
export const stepOf = (time: number): number => Math.floor(time / STEP);

/** The code of a step. `digits` differs from six in the RFC's own examples only. */
export function codeAt(secret: Uint8Array, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

/** The step whose code this is, when it counts now and was not used: it must come after `used`. */
export function matchingStep(secret: string, code: string, now: number, used: number): number | undefined {
  const given = Buffer.from(code.replace(/\s/g, ''));
  const key = fromBase32(secret);
  return [stepOf(now), stepOf(now - DELAY)].find((step) => {
    const expected = Buffer.from(codeAt(key, step));
    return step > used && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** What an authenticator app reads from the QR code. */
export function totpUri(secret: string, login: string, issuer: string): string {
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(login)}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${DIGITS}&period=${STEP / 1000}`;
}
