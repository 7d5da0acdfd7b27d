import { describeHit } from "../../src/core/timeline/describe";
import type { Hit } from "../../src/core/timeline/hit";
import { hitTest } from "../../src/core/timeline/hitTest";
import type { FramePainter } from "./framePainter";
import { Tooltip } from "./tooltip";

/** What lies under the pointer, and the box that tells of it. */
export class Pointing {
  readonly #tooltip = new Tooltip();
  readonly #painter: () => FramePainter;
  readonly #figure: () => HTMLElement;
  readonly #onHover: (hit: Hit | undefined) => void;
  #hit: Hit | undefined;

  /** `onHover`: something else lies under the pointer, or nothing does. */
  constructor(
    painter: () => FramePainter,
    figure: () => HTMLElement,
    onHover: (hit: Hit | undefined) => void,
  ) {
    this.#painter = painter;
    this.#figure = figure;
    this.#onHover = onHover;
  }

  get element(): HTMLElement {
    return this.#tooltip.element;
  }

  get hit(): Hit | undefined {
    return this.#hit;
  }

  /** What lies at a place of the figure, in CSS pixels. */
  at(x: number, y: number): Hit | undefined {
    const { scene } = this.#painter();
    return scene === undefined ? undefined : hitTest(scene, x, y);
  }

  /** The pointer is at a place of the figure, in CSS pixels. */
  moveTo(x: number, y: number): void {
    const hit = this.at(x, y);
    this.#set(hit);
    const { scene } = this.#painter();
    if (hit === undefined || scene === undefined) return;
    const { offsetLeft, offsetTop } = this.#figure();
    const description = describeHit(scene.model, hit, scene.whatIf);
    this.#tooltip.show(description, x + offsetLeft, y + offsetTop);
  }

  leave(): void {
    this.#set(undefined);
  }

  /** What lay there is no more; nobody is told. */
  forget(): void {
    this.#hit = undefined;
    this.#tooltip.hide();
  }

  #set(hit: Hit | undefined): void {
    if (hit === undefined) this.#tooltip.hide();
    if (hit === undefined && this.#hit === undefined) return;
    this.#hit = hit;
    this.#painter().draw("overlay");
    this.#onHover(hit);
  }
}
