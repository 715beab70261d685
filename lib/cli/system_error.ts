/** A failure of the machine in one line, with the exit code it deserves. */
export interface SystemFailure {
  readonly message: string;
  readonly exitCode: 1 | 2;
}

/**
 * Says in one line what the file system or the network refused, or nothing for any other error.
 *
 * Wrong paths and refused access count as wrong input (2); a full disk, too many open files and
 * network failures as a run that failed (1). Follows `cause` where an error wraps another.
 */
export function describeSystemError(error: unknown): SystemFailure | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const rule = RULES.find((one) => one.matches(at as CodedError));
    if (rule === undefined) continue;
    const place = placeOf(at as CodedError);
    return {
      message: place === "" ? rule.says : `${place}: ${rule.says}`,
      exitCode: rule.exitCode,
    };
  }
  return undefined;
}

interface CodedError extends Error {
  readonly code?: string;
  readonly path?: string;
}

interface Rule extends SystemFailureText {
  readonly matches: (error: CodedError) => boolean;
}

interface SystemFailureText {
  readonly says: string;
  readonly exitCode: 1 | 2;
}

const RULES: readonly Rule[] = [
  rule("no such file or folder", 2, "ENOENT", "NotFound"),
  rule("permission denied", 2, "EACCES", "PermissionDenied"),
  rule("operation not permitted", 2, "EPERM"),
  rule("not among the permissions this task runs with", 2, "", "NotCapable"),
  rule("is a folder, expected a file", 2, "EISDIR", "IsADirectory"),
  rule("a part of the path is a file, expected a folder", 2, "ENOTDIR", "NotADirectory"),
  rule("exists already", 2, "EEXIST", "AlreadyExists"),
  rule("read-only file system", 2, "EROFS"),
  rule("name too long", 2, "ENAMETOOLONG"),
  rule("no space left on the device", 1, "ENOSPC"),
  rule("disk quota exceeded", 1, "EDQUOT"),
  rule("too many open files", 1, "EMFILE"),
  rule("input/output error", 1, "EIO"),
  rule("address already in use", 1, "EADDRINUSE", "AddrInUse"),
  rule("connection refused", 1, "ECONNREFUSED", "ConnectionRefused"),
];

function rule(says: string, exitCode: 1 | 2, code: string, name?: string): Rule {
  return {
    says,
    exitCode,
    matches: (error) => (code !== "" && error.code === code) || error.name === name,
  };
}

/** The path that Deno (`open '/x'`, `access to "/x"`) or Node (`path`) put into the error. */
function placeOf(error: CodedError): string {
  if (error.path !== undefined) return error.path;
  const quoted = /: [a-z ]+ '(.+?)'(?: -> '.+')?$/.exec(error.message) ??
    /^Requires (.+ access(?: to ".*?")?)/.exec(error.message);
  return quoted?.[1] ?? "";
}
