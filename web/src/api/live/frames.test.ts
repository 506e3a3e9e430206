import { expect, test } from "vitest";
import { frameReader } from "./frames";

const STREAM = ': open\n\nid: 4\nevent: interaction.created\ndata: {"number":4}\n\nid: 9\n\n: beat\n\n';
const FRAMES = [
  { id: 4, data: '{"number":4}' },
  { id: 9, data: null },
];

test("events and hidden numbers are read, comments are passed over", () => {
  expect(frameReader()(STREAM)).toEqual(FRAMES);
});

test("a stream may be torn anywhere", () => {
  for (let at = 1; at < STREAM.length; at += 1) {
    const read = frameReader();
    expect([...read(STREAM.slice(0, at)), ...read(STREAM.slice(at))], `torn at ${at}`).toEqual(FRAMES);
  }
});

test("data of several lines is one text", () => {
  expect(frameReader()("id: 1\ndata: a\ndata: b\n\n")).toEqual([{ id: 1, data: "a\nb" }]);
});
