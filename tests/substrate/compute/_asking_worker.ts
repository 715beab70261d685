import {
  askOver,
  type QuestionLine,
  takeUp,
} from "../../../lib/substrate/compute/question_line.ts";
import { serveJobs } from "../../../lib/substrate/compute/serve_jobs.ts";

/** Asks, without an await anywhere, whether each number may be doubled, and doubles it. */
serveJobs<{ line: QuestionLine; numbers: number[]; spin?: boolean }, number[]>(
  ({ line, numbers, spin }) => {
    takeUp(line);
    while (spin === true);
    try {
      return numbers.map((n) => askOver<number, number>(line, n) + n);
    } finally {
      line.port.close();
    }
  },
);
