/** What a shape is filled with: a colour, or one of the drawing's textures by name. */
export type Fill = string | { readonly texture: string };

/**
 * A part of a drawing, in units of CSS pixels from its upper left corner. Paths are in the notation that SVG and canvas share.
 */
export type Shape =
  | {
      readonly kind: "path";
      readonly d: string;
      readonly fill?: Fill;
      readonly stroke?: string;
      readonly strokeWidth?: number;
      readonly opacity?: number;
    }
  | {
      readonly kind: "text";
      readonly x: number;
      /** Of the baseline. */
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly fill: string;
      readonly anchor: "start" | "middle" | "end";
      readonly bold?: boolean;
    }
  /** Shapes moved down, and cut at the sides of a plot where `clip` says so. */
  | {
      readonly kind: "group";
      readonly down: number;
      readonly clip?: { readonly left: number; readonly width: number; readonly height: number };
      readonly shapes: readonly Shape[];
    };

/** A pattern that repeats every eight units: a ground, and marks on it. */
export interface Texture {
  readonly ground: string;
  readonly marks: readonly {
    readonly d: string;
    readonly fill?: string;
    readonly stroke?: string;
    readonly strokeWidth?: number;
  }[];
}

export const textureSide = 8;

/** A picture as data, painted the same as SVG and on a canvas. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly background: string;
  readonly fontFamily: string;
  readonly textures: ReadonlyMap<string, Texture>;
  readonly shapes: readonly Shape[];
}

/** A rectangle as a closed path. */
export function rectPath(left: number, top: number, width: number, height: number): string {
  return `M${short(left)} ${short(top)}h${short(width)}v${short(height)}h${short(-width)}z`;
}

/** A full circle as a closed path. */
export function circlePath(x: number, y: number, radius: number): string {
  const r = short(radius);
  return `M${short(x - radius)} ${short(y)}a${r} ${r} 0 1 0 ${short(2 * radius)} 0a${r} ${r} 0 1 0 ${short(-2 * radius)} 0z`;
}

/** A coordinate in few characters, exact to a hundredth; 0 for what is no number. */
export function short(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : "0";
}
