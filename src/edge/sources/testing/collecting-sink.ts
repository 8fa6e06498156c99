import type { Json } from "#seal";
import type { Sample, SourceEvent, SourceHealth, SourceSink } from "../../source.ts";

/** A sink that keeps everything in memory, and lets a test await what it is waiting for. */
export class CollectingSink implements SourceSink {
  readonly received: Sample[] = [];
  readonly happened: SourceEvent[] = [];
  readonly healths: SourceHealth[] = [];
  readonly gaps: (readonly [number, number])[] = [];
  position: Json | null;
  readonly clock = (): number => Date.now();
  /** Set to refuse positions for a while: what comes then is taken without becoming durable. */
  hasDisk = true;
  readonly #waiting = new Set<() => void>();

  constructor(position: Json | null = null) {
    this.position = position;
  }

  async samples(samples: readonly Sample[], position?: Json): Promise<void> {
    this.received.push(...samples);
    this.#advance(position);
  }

  async events(events: readonly SourceEvent[], position?: Json): Promise<void> {
    this.happened.push(...events);
    this.#advance(position);
  }

  health(health: SourceHealth): void {
    this.healths.push(health);
    this.#wake();
  }

  gap(fromMs: number, toMs: number): void {
    this.gaps.push([fromMs, toMs]);
    this.#wake();
  }

  /** Resolves as soon as the condition holds; a test's own time limit ends a wait in vain. */
  async until(condition: (sink: this) => boolean): Promise<void> {
    while (!condition(this)) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  #advance(position: Json | undefined): void {
    if (position !== undefined && this.hasDisk) this.position = position;
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
