import { describe, expect, it } from "vitest";
import vectors from "../../../vectors/growth-path.json";
import { feedingOf, inOrder, isGivenUp, pathTasks } from "./growth-path.ts";

describe.each(vectors.cases)("$name", (given) => {
  const steps = given.steps.map(([step, date, result, values]) => ({
    step: step as string,
    date: date as string,
    result: result as string,
    values: values as Record<string, unknown>,
  }));

  it("says what is next, as the server does", () => {
    const tasks = pathTasks(given.opened, given.reasons, steps, given.weighed, given.today, given.recovered);
    expect(tasks.map(({ code, due, by }) => [code, due, by])).toEqual(given.tasks);
    const fed = feedingOf(steps, given.today);
    expect(fed && [fed.kind, fed.day, fed.days, fed.portions]).toEqual(given.feeding);
    expect(isGivenUp(given.weighed, given.opened, given.today)).toBe(given.given_up);
  });

  it("does not mind in which order days were written", () => {
    const tasks = (list: typeof steps) =>
      pathTasks(given.opened, given.reasons, inOrder(list), given.weighed, given.today, given.recovered);
    expect(tasks([...steps].reverse())).toEqual(tasks(steps));
  });
});
