import { expect, test } from "vitest";
import { peaksOf, secondsAt, soughtBy, stretched } from "./peaks";

test("each stretch is as high as its loudest sample, in whichever direction it swings", () => {
  expect(peaksOf([[0.1, -0.5, 0.2, 0.3]], 2)).toEqual([0.5, 0.3]);
  expect(peaksOf([Float32Array.of(0, 0, 0.25, 0)], 4)).toEqual([0, 0, 0.25, 0]);
});

test("of two who speak on channels of their own, the louder one counts", () => {
  const borrower = [0.1, 0, 0.75, 0];
  const agent = [0, 0.5, 0.25, 0];
  expect(peaksOf([borrower, agent], 2)).toEqual([0.5, 0.75]);
});

test("no sample is left out where they do not divide evenly, and none is needed", () => {
  expect(peaksOf([[0, 0, 0, 0, 1]], 2)).toEqual([0, 1]);
  expect(peaksOf([[1, 0, 0, 0, 0]], 2)).toEqual([1, 0]);
  expect(peaksOf([[0.5]], 3)).toEqual([0.5, 0.5, 0.5]);
  expect(peaksOf([], 2)).toEqual([0, 0]);
});

test("what is louder than loud stays within the picture", () => {
  expect(peaksOf([[3, -4]], 1)).toEqual([1]);
});

test("a quiet recording fills the height, the hiss of a silent one does not", () => {
  expect(stretched([0.1, 0.2])).toEqual([0.5, 1]);
  expect(stretched([0, 0])).toEqual([0, 0]);
  expect(stretched([0.002])).toEqual([0.1]);
});

test("a place on the picture is a moment, also outside of it", () => {
  expect(secondsAt(50, 200, 60)).toBe(15);
  expect(secondsAt(-3, 200, 60)).toBe(0);
  expect(secondsAt(900, 200, 60)).toBe(60);
  expect(secondsAt(10, 0, 60)).toBe(0);
});

test("keys lead on and back, never past an end, and others nowhere", () => {
  expect(soughtBy("ArrowRight", 10, 60)).toBe(15);
  expect(soughtBy("ArrowLeft", 3, 60)).toBe(0);
  expect(soughtBy("PageUp", 50, 60)).toBe(60);
  expect(soughtBy("Home", 50, 60)).toBe(0);
  expect(soughtBy("End", 0, 60)).toBe(60);
  expect(soughtBy("a", 10, 60)).toBeNull();
});
