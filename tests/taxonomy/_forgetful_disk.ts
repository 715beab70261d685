import {
  denoFileSystem,
  type FileSystem,
  type OpenFile,
} from "../../lib/substrate/records/file_system.ts";

/** A disk that makes nothing durable, for tests in which no power fails: waiting for it takes most of their time. */
export const forgetfulDisk: FileSystem = {
  ...denoFileSystem,
  syncFolder: () => Promise.resolve(),
  open: async (path, mode) => {
    const file = await denoFileSystem.open(path, mode);
    return new Proxy(file, {
      get: (target, key) => {
        if (key === "sync") return () => Promise.resolve();
        const found = Reflect.get(target, key) as unknown;
        return typeof found === "function" ? found.bind(target) : found;
      },
    }) as OpenFile;
  },
};
