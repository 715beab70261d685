/** Straight steps by name. */
export const SIDES = {
  up: [0, -1],
  right: [1, 0],
  down: [0, 1],
  left: [-1, 0],
} as const;

/** Straight and slanting steps by name. */
export const WAYS = {
  ...SIDES,
  up_right: [1, -1],
  down_right: [1, 1],
  down_left: [-1, 1],
  up_left: [-1, -1],
} as const;

/** Ways that rays go out together. */
export const FANS = {
  up: ["up"],
  right: ["right"],
  down: ["down"],
  left: ["left"],
  up_right: ["up_right"],
  down_right: ["down_right"],
  down_left: ["down_left"],
  up_left: ["up_left"],
  row: ["left", "right"],
  column: ["up", "down"],
  cross: ["up", "right", "down", "left"],
  diagonals: ["up_right", "down_right", "down_left", "up_left"],
  star: [
    "up",
    "right",
    "down",
    "left",
    "up_right",
    "down_right",
    "down_left",
    "up_left",
  ],
} as const satisfies Record<string, readonly (keyof typeof WAYS)[]>;

/** Whose colour is taken: the nearest object's, a touching one's, that of what holds it, … */
export const RELATIVES = [
  "nearest",
  "touching",
  "container",
  "content",
  "same_shape",
  "largest",
  "smallest",
  "in_row",
  "in_column",
  "rare",
  "common",
] as const;

/** Symmetries in an object's own box. */
export const TURNS = ["flip_x", "flip_y", "turn180", "transpose", "turn90", "turn270"] as const;

/** A straight side by name. */
export type Side = keyof typeof SIDES;
/** One of {@linkcode FANS}. */
export type Fan = keyof typeof FANS;
/** One of {@linkcode RELATIVES}. */
export type Relative = typeof RELATIVES[number];
/** One of {@linkcode TURNS}. */
export type Turn = typeof TURNS[number];
/** A colour, or −1 for the object's own. */
export type Ink = number;

/** What happens to an object. */
export type Action =
  | { readonly kind: "keep" }
  | { readonly kind: "delete" }
  /** Repainted in a colour, or in a relative's colour. */
  | { readonly kind: "recolour"; readonly to: number | Relative }
  | { readonly kind: "move"; readonly dx: number; readonly dy: number }
  /** Moved by its own width or height. */
  | { readonly kind: "step"; readonly side: Side }
  /** Moved until something or the border stops it. */
  | { readonly kind: "slide"; readonly side: Side }
  /** Moved straight towards the nearest object of a colour (−1: a larger one of its own) until it touches. */
  | { readonly kind: "approach"; readonly colour: Ink }
  /** Moved into the rows or columns of the nearest object of a colour. */
  | { readonly kind: "align"; readonly along: "rows" | "columns"; readonly colour: number }
  /** Moved into an enclosed gap of its own shape. */
  | { readonly kind: "plug" }
  /** Kept, with straight lines to the nearest object of a colour on each of its four sides. */
  | { readonly kind: "reach"; readonly colour: Ink; readonly ink: Ink }
  | { readonly kind: "turn"; readonly by: Turn }
  /** Kept, and mirrored over one of its sides. */
  | { readonly kind: "reflect"; readonly side: Side }
  /** Kept, and copied next to itself once or until the border. */
  | {
    readonly kind: "copy";
    readonly side: Side;
    readonly gap: number;
    readonly times: "once" | "on";
  }
  /** Kept, with rays from its cells (slanting ones from its box's corner only) until something stops them or (`through`) over everything. */
  | {
    readonly kind: "shoot";
    readonly fan: Fan;
    readonly ink: Ink;
    readonly through: boolean;
  }
  /** Kept, with its holes, its box or the cells around it painted. */
  | { readonly kind: "fill"; readonly where: Area; readonly ink: Ink };

/** Areas next to or inside an object. */
export const AREAS = ["holes", "box", "around", "beside", "frame", "interior", "rim"] as const;
/** One of {@linkcode AREAS}. */
export type Area = typeof AREAS[number];

/** The text of an action, such as `slide down` or `fill holes 3`. */
export function printAction(action: Action): string {
  const ink = (value: Ink): string => value < 0 ? "own" : String(value);
  switch (action.kind) {
    case "recolour":
      return `recolour ${action.to}`;
    case "move":
      return `move ${action.dx} ${action.dy}`;
    case "step":
    case "slide":
    case "reflect":
      return `${action.kind} ${action.side}`;
    case "approach":
      return `approach ${ink(action.colour)}`;
    case "align":
      return `align ${action.along} ${action.colour}`;
    case "reach":
      return `reach ${ink(action.colour)} ${ink(action.ink)}`;
    case "turn":
      return `turn ${action.by}`;
    case "copy":
      return `copy ${action.side} ${action.gap} ${action.times}`;
    case "shoot":
      return `shoot ${action.fan} ${ink(action.ink)}${action.through ? " through" : ""}`;
    case "fill":
      return `fill ${action.where} ${ink(action.ink)}`;
    default:
      return action.kind;
  }
}

/**
 * Reads an action.
 *
 * @throws {RangeError} when the text is not an action.
 */
export function parseAction(text: string): Action {
  const action = read(text.split(" "));
  if (action === undefined || printAction(action) !== text) {
    throw new RangeError(`Expected an action on an object but found "${text}"`);
  }
  return action;
}

function read([kind, a = "", b = "", c = ""]: readonly string[]): Action | undefined {
  const ink = (word: string): Ink => word === "own" ? -1 : /^\d$/.test(word) ? Number(word) : NaN;
  const whole = (word: string): number => /^-?\d{1,2}$/.test(word) ? Number(word) : NaN;
  switch (kind) {
    case "keep":
    case "delete":
    case "plug":
      return { kind };
    case "recolour":
      if (/^\d$/.test(a)) return { kind, to: Number(a) };
      return (RELATIVES as readonly string[]).includes(a) ? { kind, to: a as Relative } : undefined;
    case "move":
      return { kind, dx: whole(a), dy: whole(b) };
    case "step":
    case "slide":
    case "reflect":
      return a in SIDES ? { kind, side: a as Side } : undefined;
    case "approach":
      return { kind, colour: ink(a) };
    case "align":
      return a === "rows" || a === "columns" ? { kind, along: a, colour: ink(b) } : undefined;
    case "reach":
      return { kind, colour: ink(a), ink: ink(b) };
    case "turn":
      return (TURNS as readonly string[]).includes(a) ? { kind, by: a as Turn } : undefined;
    case "copy":
      return a in SIDES && (c === "once" || c === "on")
        ? { kind, side: a as Side, gap: whole(b), times: c }
        : undefined;
    case "shoot":
      return a in FANS ? { kind, fan: a as Fan, ink: ink(b), through: c === "through" } : undefined;
    case "fill":
      return (AREAS as readonly string[]).includes(a)
        ? { kind, where: a as Area, ink: ink(b) }
        : undefined;
    default:
      return undefined;
  }
}
