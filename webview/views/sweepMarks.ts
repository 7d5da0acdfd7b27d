import { svg, type SVGTemplateResult } from "lit";

/** Shapes that tell curves apart where colour does not, by the curve's position. */
export function marker(curve: number, x: number, y: number, radius: number): SVGTemplateResult {
  const points = (list: readonly (readonly [number, number])[]) =>
    list
      .map(([dx, dy]) => `${(x + dx * radius).toFixed(1)},${(y + dy * radius).toFixed(1)}`)
      .join(" ");
  switch (curve % 5) {
    case 0:
      return svg`<circle cx=${x} cy=${y} r=${radius} />`;
    case 1:
      return svg`<polygon points=${points([
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
      ])} />`;
    case 2:
      return svg`<polygon points=${points([
        [0, -1.3],
        [1.2, 1],
        [-1.2, 1],
      ])} />`;
    case 3:
      return svg`<polygon points=${points([
        [0, -1.4],
        [1.4, 0],
        [0, 1.4],
        [-1.4, 0],
      ])} />`;
    default:
      return svg`<polygon points=${points([
        [0, 1.3],
        [1.2, -1],
        [-1.2, -1],
      ])} />`;
  }
}
