/** A worker that takes one request at a time and may die of it. */
export interface CrewWorker {
  readonly alive: boolean;
  /** Ends it, however busy it is. */
  close(): Promise<void>;
}

/** Options of {@linkcode WorkerCrew}. */
export interface CrewOptions<W extends CrewWorker> {
  /** Starts a worker; resolves when it is ready for its first request, rejects soon when the signal aborts. */
  readonly start: (signal: AbortSignal) => Promise<W>;
  /** Workers that answer side by side. @default {1} */
  readonly workers?: number;
  /** Workers kept ready for when another dies. @default {1} */
  readonly spares?: number;
  /** Starts that may fail one after another before requests are refused. @default {3} */
  readonly maxFailures?: number;
}

/** A request that waits for a worker. */
interface Waiting<W> {
  readonly prefer: W | undefined;
  readonly take: (worker: W) => void;
  readonly refuse: (reason: unknown) => void;
}

/**
 * Workers that share a queue, with warm spares: when one dies, a spare takes its place at once and
 * another one is started behind it. Requests are served in the order in which they came.
 */
export class WorkerCrew<W extends CrewWorker> {
  readonly #options: Required<CrewOptions<W>>;
  readonly #idle: W[] = [];
  readonly #busy = new Set<W>();
  readonly #queue: Waiting<W>[] = [];
  readonly #starting = new Set<Promise<void>>();
  /** Ends what is being started when the crew is closed. */
  readonly #closing = new AbortController();
  #failures = 0;

  constructor(options: CrewOptions<W>) {
    this.#options = { workers: 1, spares: 1, maxFailures: 3, ...options };
  }

  /**
   * Runs `work` on a free worker, preferably a certain one.
   *
   * @throws what the start of a worker threw, when none can be started.
   */
  async run<T>(
    work: (worker: W) => Promise<T>,
    options: { readonly prefer?: W | undefined; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<T> {
    options.signal?.throwIfAborted();
    if (this.#closing.signal.aborted) throw new Error("this Lean is closed");
    if (this.#queue.length === 0) this.#failures = 0;
    const worker = await this.#take(options.prefer, options.signal);
    this.#busy.add(worker);
    try {
      return await work(worker);
    } finally {
      this.#busy.delete(worker);
      if (this.#closing.signal.aborted || !worker.alive) void worker.close();
      else this.#idle.push(worker);
      this.#serve();
    }
  }

  /** The workers that live, idle ones first. */
  get members(): readonly W[] {
    return [...this.#idle, ...this.#busy];
  }

  /** Ends every worker and refuses what waits. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const waiting of this.#queue.splice(0)) {
      waiting.refuse(new Error("this Lean is closed"));
    }
    await Promise.all([...this.members].map((worker) => worker.close()));
    await Promise.all(this.#starting);
    await Promise.all(this.#idle.splice(0).map((worker) => worker.close()));
  }

  #take(prefer: W | undefined, signal: AbortSignal | undefined): Promise<W> {
    const { promise, resolve, reject } = Promise.withResolvers<W>();
    const waiting: Waiting<W> = { prefer, take: resolve, refuse: reject };
    const onAbort = () => {
      const at = this.#queue.indexOf(waiting);
      if (at >= 0) this.#queue.splice(at, 1);
      reject(signal!.reason);
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    this.#queue.push(waiting);
    this.#serve();
    return promise.finally(() => signal?.removeEventListener("abort", onAbort));
  }

  /** Hands idle workers out, and keeps as many alive as there should be. */
  #serve(): void {
    while (this.#queue.length > 0 && this.#busy.size < this.#options.workers) {
      this.#dropDead();
      const waiting = this.#queue[0]!;
      const at = waiting.prefer === undefined ? -1 : this.#idle.indexOf(waiting.prefer);
      const worker = this.#idle.splice(at < 0 ? 0 : at, 1)[0];
      if (worker === undefined) break;
      this.#queue.shift();
      // Counted as busy before the taker runs.
      this.#busy.add(worker);
      waiting.take(worker);
    }
    this.#refill();
  }

  #dropDead(): void {
    for (const worker of this.#idle.filter(({ alive }) => !alive)) {
      this.#idle.splice(this.#idle.indexOf(worker), 1);
      void worker.close();
    }
  }

  #refill(): void {
    if (this.#closing.signal.aborted) return;
    // What does not start is tried again only while somebody waits for it.
    if (this.#failures > 0 && this.#queue.length === 0) return;
    const wanted = this.#options.workers + this.#options.spares;
    const alive = this.#idle.length + this.#busy.size;
    // Without a worker yet, one start is enough: it shows whether Lean starts at all.
    const starts = (alive === 0 ? 1 : wanted - alive) - this.#starting.size;
    for (let i = 0; i < starts; i++) {
      const start = this.#start();
      this.#starting.add(start);
      void start.finally(() => {
        this.#starting.delete(start);
        this.#serve();
      });
    }
  }

  async #start(): Promise<void> {
    try {
      const worker = await this.#options.start(this.#closing.signal);
      this.#failures = 0;
      if (this.#closing.signal.aborted) await worker.close();
      else this.#idle.push(worker);
    } catch (error) {
      this.#failures++;
      const hopeless = this.#idle.length + this.#busy.size === 0 &&
        this.#failures >= this.#options.maxFailures;
      if (!hopeless) return;
      for (const waiting of this.#queue.splice(0)) waiting.refuse(error);
    }
  }
}
