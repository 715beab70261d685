import { namingFile } from "../../substrate/records/file_error.ts";
import { stateDigestOf, writeStateFiles } from "./state_files.ts";
import { folderDigest, type StateBytes } from "./state_repository.ts";

/** Trial copies: folders named by the digest of what they hold. */
export interface Snapshots {
  /** Makes the folder, or finds it; one that was tampered with is made anew. */
  folderOf(files: StateBytes): Promise<{ readonly folder: string; readonly digest: string }>;
  /** Removes all of them. */
  clear(): Promise<void>;
}

/** Trial copies in a folder of their own. */
export function snapshots(root: string): Snapshots {
  let made = 0;
  return {
    folderOf: async (files) => {
      const digest = stateDigestOf(files);
      const folder = `${root}/${digest.slice(0, 32)}`;
      if (await digestIn(folder) === digest) return { folder, digest };
      await namingFile(root, async () => {
        const temp = `${root}/part-${made++}`;
        await Deno.remove(temp, { recursive: true }).catch(() => {});
        await writeStateFiles(temp, files);
        await Deno.remove(folder, { recursive: true }).catch(() => {});
        await Deno.rename(temp, folder);
      });
      return { folder, digest };
    },
    clear: () => Deno.remove(root, { recursive: true }).catch(() => {}),
  };
}

async function digestIn(folder: string): Promise<string | undefined> {
  try {
    return await folderDigest(folder);
  } catch {
    return undefined;
  }
}
