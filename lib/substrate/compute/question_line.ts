import { receiveMessageOnPort } from "node:worker_threads";

/** A worker's end of a line to the thread that started it, as it is sent with a job; `port` is transferred. */
export interface QuestionLine {
  readonly port: MessagePort;
  readonly turns: SharedArrayBuffer;
}

/** The other end: who answers. */
export interface AnsweringEnd {
  /** What to send to the worker. */
  readonly line: QuestionLine;
  /** What the last question that was not answered failed by. */
  readonly failure: { readonly error: unknown } | undefined;
  close(): void;
}

/** The question was not answered: whoever should have answered has the reason. */
export class QuestionRefused extends Error {
  override readonly name = "QuestionRefused";
}

type Note<Q> = { readonly kind: "taken_up" } | { readonly kind: "question"; readonly question: Q };
type Reply<A> = { readonly ok: true; readonly answer: A } | { readonly ok: false };

/** What the answering end does. */
export interface Answering<Q, A> {
  /** Answers one question; a rejection makes the worker's call throw {@linkcode QuestionRefused}. */
  readonly answer: (question: Q) => Promise<A>;
  /** The worker began with the job. @default {() => {}} */
  readonly onTakenUp?: () => void;
}

/**
 * Opens a line over which a worker can ask and *wait*, so that code without a single `await` can have a
 * question answered by asynchronous code on another thread. The worker's thread sleeps meanwhile.
 */
export function openQuestionLine<Q, A>({ answer, onTakenUp }: Answering<Q, A>): AnsweringEnd {
  const { port1: port, port2 } = new MessageChannel();
  const turns = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const turn = new Int32Array(turns);
  let failure: AnsweringEnd["failure"];
  const reply = (message: Reply<A>) => {
    port.postMessage(message);
    // After the message, so that whoever wakes finds it.
    Atomics.add(turn, 0, 1);
    Atomics.notify(turn, 0);
  };
  port.onmessage = async ({ data }: MessageEvent<Note<Q>>) => {
    if (data.kind === "taken_up") return onTakenUp?.();
    try {
      reply({ ok: true, answer: await answer(data.question) });
    } catch (error) {
      failure = { error };
      reply({ ok: false });
    }
  };
  return {
    line: { port: port2, turns },
    get failure() {
      return failure;
    },
    close: () => port.close(),
  };
}

/** Tells the other end that the work on the job has begun. */
export function takeUp({ port }: QuestionLine): void {
  const note: Note<never> = { kind: "taken_up" };
  port.postMessage(note);
}

/**
 * Asks from inside a worker, and blocks its thread until the answer is there.
 *
 * @throws {QuestionRefused} when there is none.
 */
export function askOver<Q, A>({ port, turns }: QuestionLine, question: Q): A {
  const turn = new Int32Array(turns);
  const before = Atomics.load(turn, 0);
  const note: Note<Q> = { kind: "question", question };
  port.postMessage(note);
  Atomics.wait(turn, 0, before);
  const received = receiveMessageOnPort(
    port as unknown as Parameters<typeof receiveMessageOnPort>[0],
  );
  const reply = received?.message as Reply<A> | undefined;
  if (reply?.ok !== true) throw new QuestionRefused("The question was not answered");
  return reply.answer;
}
