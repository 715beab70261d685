import { writeAtomicFile } from "../substrate/records/atomic_file.ts";
import { namingFile } from "../substrate/records/file_error.ts";
import { denoFileSystem } from "../substrate/records/file_system.ts";
import { openAtomicStream } from "./atomic_stream.ts";
import { type CardContent, renderCard } from "./dataset_card.ts";
import { openParquetFile } from "./parquet_file.ts";
import { rowText } from "./row_text.ts";
import { type Split, SPLITS } from "./split.ts";

/** How the rows of a folder are stored. */
export type HfStorage = "jsonl" | "parquet";

/** A dataset folder being written. */
export interface HfFolder {
  add(split: Split, row: object): Promise<void>;
  /** Ends every file and writes the card; returns rows by split. */
  finish(): Promise<Record<Split, number>>;
  abandon(): Promise<void>;
}

interface SplitFile {
  readonly name: string;
  rows: number;
  add(row: object): Promise<void>;
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

/**
 * Opens a folder in the layout the Hugging Face Hub reads: `README.md` with front matter, and
 * `data/<split>-00000-of-00001.<jsonl|parquet>` for every split that has rows.
 *
 * @param card what the README says; its files and the counts of rows are filled in
 * @throws {UserError} when the folder cannot be written.
 */
export async function openHfFolder(
  folder: string,
  storage: HfStorage,
  card: Omit<CardContent, "files">,
): Promise<HfFolder> {
  await namingFile(folder, () => denoFileSystem.makeFolder(`${folder}/data`));
  const files = new Map<Split, SplitFile>();
  const open = storage === "jsonl" ? openLines : openColumns(card);
  return {
    add: async (split, row) => {
      let file = files.get(split);
      if (file === undefined) files.set(split, file = await open(folder, split));
      file.rows++;
      await file.add(row);
    },
    finish: async () => {
      for (const file of files.values()) await file.finish();
      const named = SPLITS.flatMap((split) => {
        const file = files.get(split);
        return file === undefined ? [] : [[split, `data/${file.name}`]];
      });
      const rows = Object.fromEntries(
        SPLITS.map((split) => [split, files.get(split)?.rows ?? 0]),
      ) as Record<Split, number>;
      const counts = [
        ...SPLITS.map((split) => ({ name: `rows of split ${split}`, value: rows[split] })),
        ...card.counts,
      ];
      // A split that has no rows any more must not stay behind.
      for (const split of SPLITS) {
        for (const kind of ["jsonl", "parquet"]) {
          const name = fileName(split, kind);
          if (files.get(split)?.name !== name) {
            await denoFileSystem.remove(`${folder}/data/${name}`);
          }
        }
      }
      const text = renderCard({ ...card, counts, files: Object.fromEntries(named) });
      await writeAtomicFile(`${folder}/README.md`, text);
      return rows;
    },
    abandon: async () => {
      for (const file of files.values()) await file.abandon();
    },
  };
}

async function openLines(folder: string, split: Split): Promise<SplitFile> {
  const name = fileName(split, "jsonl");
  const stream = await openAtomicStream(`${folder}/data`, name);
  return {
    name,
    rows: 0,
    add: (row) => {
      stream.addLine(rowText(row));
      return stream.drain();
    },
    finish: async () => {
      await stream.seal();
      await stream.publish();
    },
    abandon: () => stream.abandon(),
  };
}

function openColumns({ fields }: Pick<CardContent, "fields">) {
  return async (folder: string, split: Split): Promise<SplitFile> => {
    const name = fileName(split, "parquet");
    const file = await openParquetFile(`${folder}/data/${name}`, fields);
    return {
      name,
      rows: 0,
      add: (row) => Promise.resolve(file.add(row)),
      finish: () => file.finish(),
      abandon: () => file.abandon(),
    };
  };
}

function fileName(split: Split, ending: string): string {
  return `${split}-00000-of-00001.${ending}`;
}
