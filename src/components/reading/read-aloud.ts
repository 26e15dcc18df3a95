/**
 * Reads sentences aloud with the speech of the browser, one utterance for each: so the sentence that is
 * heard is known on every platform, a pause holds where the engine's own does not (Android), and no
 * utterance reaches the length at which some engines fall silent.
 */
import type { Sentence } from './sentences.ts';

export type ReadingState = 'idle' | 'reading' | 'paused';
export type Failure = 'no-speech' | 'no-chinese-voice' | 'engine';

export interface Listener {
  /** Told at every change; `sentence` is the one being read, or the one at which reading rests. */
  (state: ReadingState, sentence: Sentence | undefined, failure?: Failure): void;
}

/** Milliseconds in which an engine that names no voices must begin to speak. */
const PATIENCE = 4000;

/** The device's voices. Some browsers learn of them late, some (in messengers) name none and speak all the same. */
async function voices(): Promise<SpeechSynthesisVoice[]> {
  const known = speechSynthesis.getVoices();
  if (known.length > 0) return known;
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 1500);
    speechSynthesis.addEventListener?.('voiceschanged', () => { resolve(); }, { once: true });
  });
  return speechSynthesis.getVoices();
}

/** The best voice for Standard Chinese: of the mainland before others, on the device before the net's. */
export function chineseVoice(known: readonly SpeechSynthesisVoice[]): SpeechSynthesisVoice | undefined {
  const worth = ({ lang, localService }: SpeechSynthesisVoice): number => (/^(?:zh|cmn)[-_](?:Hans[-_])?CN/i.test(lang) ? 4 : /^(?:zh|cmn)(?![-_](?:HK|MO))/i.test(lang) ? 2 : 0) + (localService ? 1 : 0);
  return known.filter((voice) => worth(voice) >= 2).sort((a, b) => worth(b) - worth(a))[0];
}

export class ReadAloud {
  #sentences: readonly Sentence[] = [];
  #at = 0;
  #state: ReadingState = 'idle';
  #voice: SpeechSynthesisVoice | undefined;
  /** Kept: an utterance that nothing refers to may be thrown away before it ends. */
  #utterance: SpeechSynthesisUtterance | undefined;
  #rate = 1;
  readonly #tell: Listener;

  constructor(tell: Listener) {
    this.#tell = tell;
  }

  get state(): ReadingState {
    return this.#state;
  }

  /** Begins at the first sentence of what `collect` finds. */
  async start(collect: () => readonly Sentence[], rate: number): Promise<void> {
    if (!('speechSynthesis' in window)) {
      this.#change('idle', 'no-speech');
      return;
    }
    this.#rate = rate;
    this.#sentences = collect();
    this.#at = 0;
    const known = await voices();
    this.#voice = chineseVoice(known);
    if (known.length > 0 && !this.#voice) this.#change('idle', 'no-chinese-voice');
    else this.#speak(known.length === 0);
  }

  pause(): void {
    this.#silence();
    this.#change('paused');
  }

  resume(): void {
    this.#speak(false);
  }

  stop(): void {
    this.#silence();
    this.#change('idle');
  }

  /** Forward (1) or back (−1) by a sentence. */
  step(by: 1 | -1): void {
    this.#at = Math.min(Math.max(this.#at + by, 0), this.#sentences.length - 1);
    if (this.#state === 'reading') this.#speak(false);
    else this.#change(this.#state);
  }

  /** A new speed, heard from the sentence being read. */
  set rate(rate: number) {
    this.#rate = rate;
    if (this.#state === 'reading') this.#speak(false);
  }

  #change(state: ReadingState, failure?: Failure): void {
    this.#state = state;
    this.#tell(state, state === 'idle' ? undefined : this.#sentences[this.#at], failure);
  }

  #silence(): void {
    this.#utterance = undefined;
    if ('speechSynthesis' in window) speechSynthesis.cancel();
  }

  #fail(failure: Failure): void {
    this.#silence();
    this.#change('idle', failure);
  }

  #speak(unsure: boolean): void {
    this.#silence();
    const sentence = this.#sentences[this.#at];
    if (!sentence) {
      this.#change('idle');
      return;
    }
    const utterance = new SpeechSynthesisUtterance(sentence.text);
    utterance.lang = this.#voice?.lang ?? 'zh-CN';
    utterance.voice = this.#voice ?? null;
    utterance.rate = this.#rate;
    this.#utterance = utterance;
    const mine = (): boolean => this.#utterance === utterance;
    let begun = false;
    utterance.onstart = () => { begun = true; };
    utterance.onend = () => {
      if (!mine()) return;
      this.#at += 1;
      this.#speak(false);
    };
    utterance.onerror = () => { if (mine()) this.#fail(unsure ? 'no-chinese-voice' : 'engine'); };
    if (unsure) setTimeout(() => { if (!begun && mine()) this.#fail('no-chinese-voice'); }, PATIENCE);
    // The engine needs a turn of its own between taking leave of one utterance and taking the next.
    setTimeout(() => { if (mine()) speechSynthesis.speak(utterance); });
    this.#change('reading');
  }
}
