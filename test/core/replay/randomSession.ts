import { randomText } from "./modelTexts";
import { Random } from "./random";
import type { ModelSettings } from "./literalCore";
import { WriterModel } from "./writerModel";

/** Troubles that a session may have; each is a probability at the place where it can happen. */
export interface Troubles {
  readonly failure: number;
  readonly cut: number;
  readonly missingUsage: number;
  readonly lostMetric: number;
  readonly rollBack: number;
  readonly restart: number;
  readonly rewind: number;
  readonly fork: number;
  readonly compaction: number;
  readonly midwayCompaction: number;
  readonly crash: number;
  readonly settingsChange: number;
}

export const noTroubles: Troubles = {
  failure: 0,
  cut: 0,
  missingUsage: 0,
  lostMetric: 0,
  rollBack: 0,
  restart: 0,
  rewind: 0,
  fork: 0,
  compaction: 0,
  midwayCompaction: 0,
  crash: 0,
  settingsChange: 0,
};

export interface SessionKind {
  readonly troubles: Partial<Troubles>;
  readonly clocks: readonly ("steady" | "same" | "late")[];
  readonly idBytes: readonly number[];
  readonly runs: readonly [number, number];
  readonly images?: boolean;
  /** Settings to begin with, and others from some run on. */
  readonly settings?: ModelSettings;
  readonly change?: { readonly run: number; readonly settings: ModelSettings };
}

/** Writes one random session with the model. */
export function randomSession(seed: number, kind: SessionKind): WriterModel {
  return new Script(new Random(seed), kind).play();
}

/** A place in a segment's log to which it can be cut back. */
interface Mark {
  readonly segment: string;
  readonly lines: number;
  readonly items: number;
}

class Script {
  readonly #random: Random;
  readonly #kind: SessionKind;
  readonly #troubles: Troubles;
  readonly #model: WriterModel;
  #marks: Mark[] = [];
  #mustResume = false;

  constructor(random: Random, kind: SessionKind) {
    this.#random = random;
    this.#kind = kind;
    this.#troubles = { ...noTroubles, ...kind.troubles };
    this.#model = new WriterModel({
      settings: kind.settings ?? {
        protectedTokens: random.pick([500, 1000, 1500, 2000, 3000, 4000]),
        minSavings: random.pick([0, 1, 100, 500, 1000, 2000]),
      },
      idBytes: random.pick(kind.idBytes),
      clock: random.pick(kind.clocks),
      overhead: random.whole(200, 2500),
    });
  }

  play(): WriterModel {
    const [least, most] = this.#kind.runs;
    const runs = this.#random.whole(least, most);
    for (let run = 0; run < runs; run++) {
      const { change } = this.#kind;
      if (change?.run === run) this.#model.settings = change.settings;
      this.#between();
      this.#run();
    }
    return this.#model;
  }

  #between(): void {
    const { restart, rewind, fork, compaction, settingsChange } = this.#troubles;
    const random = this.#random;
    const model = this.#model;
    if (random.chance(settingsChange)) {
      model.settings = {
        protectedTokens: random.pick([700, 1200, 2500, 5000]),
        minSavings: random.pick([50, 300, 1500]),
      };
    }
    if (random.chance(rewind)) {
      const marks = this.#marks.filter(({ segment }) => segment === model.segment.id);
      if (marks.length > 0) {
        const mark = random.pick(marks);
        model.rest(random.whole(1000, 600_000));
        model.rewind(mark.lines, mark.items);
        this.#marks = this.#marks.filter((other) => other.lines <= mark.lines);
      }
    }
    if (random.chance(restart)) {
      model.rest(random.whole(1000, 600_000));
      model.restart();
    }
    if (random.chance(fork)) model.fork(random.chance(0.7));
    if (random.chance(compaction) && model.history.length > 6) model.compact(random.whole(2, 6));
  }

  #run(): void {
    const random = this.#random;
    const model = this.#model;
    const { rollBack, crash } = this.#troubles;
    const before = { lines: model.segment.lines.length, items: model.history.length };
    this.#marks.push({ segment: model.segment.id, ...before });
    model.pass(random.whole(1, 50));
    if (model.traits.clock === "same" && random.chance(0.2)) model.rest(1);
    if (this.#mustResume && random.chance(0.5)) {
      // The run that failed goes on where it was.
      model.openRun(undefined);
    } else {
      if (this.#mustResume) model.system("interrupt", "[Request interrupted]");
      else if (random.chance(0.1)) model.system("notification", randomText(random, 40));
      model.openRun(random.pick(["user_send", "notify"]));
      if (random.chance(0.1)) model.system("file_attachment", randomText(random, 200));
      model.user(randomText(random, random.whole(10, 300)));
    }
    this.#mustResume = false;
    const turns = random.whole(1, 9);
    for (let turn = 0; turn < turns; turn++) {
      const outcome = this.#turn(turn === turns - 1);
      if (outcome === "again") {
        turn -= 1;
        continue;
      }
      if (outcome === "failed") {
        // Only before any output: a request that was measured has had some.
        if (turn === 0 && !model.hasMeasured && random.chance(rollBack)) {
          model.rollBack(before.lines, before.items);
          return;
        }
        this.#mustResume = true;
        model.closeRun("errored");
        return;
      }
      if (outcome === "compacted") {
        // The run goes on in the new segment, without an invoke.
        this.#marks = [];
        model.openRun(undefined);
      }
      if (random.chance(crash)) {
        model.closeRun("crash");
        model.rest(random.whole(1000, 600_000));
        model.restart();
        return;
      }
    }
    model.closeRun("finished");
  }

  /** One request and what comes of it. */
  #turn(last: boolean): "done" | "again" | "failed" | "compacted" {
    const random = this.#random;
    const model = this.#model;
    const troubles = this.#troubles;
    const lost = random.chance(troubles.lostMetric);
    if (random.chance(troubles.midwayCompaction) && model.history.length > 8) {
      model.request("unmeasured", { sent: false, lost });
      model.closeRun("yielded");
      model.compact(random.whole(3, 7));
      return "compacted";
    }
    if (random.chance(troubles.failure)) {
      model.request("failed", { lost });
      model.pass(random.whole(1, 20));
      return random.chance(0.25) ? "again" : "failed";
    }
    if (random.chance(troubles.cut)) {
      const early = random.chance(0.4);
      model.request(early ? "measured" : "unmeasured", { lost });
      model.pass(random.whole(1, 20));
      if (random.chance(0.6)) model.assistant(randomText(random, random.whole(5, 200)));
      return "again";
    }
    const joinLost = random.chance(troubles.lostMetric / 3);
    const measured = !random.chance(troubles.missingUsage);
    model.request(measured ? "measured" : "unmeasured", { lost, joinLost });
    model.pass(random.whole(2, 30));
    this.#answer(last);
    model.pass(random.whole(1, 10));
    return "done";
  }

  #answer(last: boolean): void {
    const random = this.#random;
    const model = this.#model;
    const { idBytes } = model.traits;
    if (random.chance(idBytes > 0 ? 0.6 : 0.1))
      model.reasoning(
        randomText(random, random.whole(20, 400)),
        idBytes === 0 ? randomText(random, 30) : undefined,
      );
    if (last || random.chance(0.4)) model.assistant(randomText(random, random.whole(10, 400)));
    if (last) return;
    const calls = Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, () =>
      model.call(random.pick(["read_file", "grep", "run_tests"]), JSON.stringify({ path: "src" })),
    );
    model.pass(random.whole(1, 10));
    for (const call of calls) {
      const image =
        this.#kind.images === true && random.chance(0.2) ? "iVBORw0KGgo=".repeat(50) : undefined;
      const content = random.chance(0.8)
        ? randomText(random, random.pick([50, 300, 1000, 3000, 6000]))
        : undefined;
      model.result(call, `result of ${call}`, content, image, random.chance(0.1));
    }
  }
}
