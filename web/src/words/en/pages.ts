import cases from "./case.json";
import draft from "./draft.json";
import history from "./history.json";
import manager from "./manager.json";
import notes from "./notes.json";
import record from "./record.json";

export const pages = { draft, notes, record, case: cases, history, manager };

/** The words of pages that are not the first one. */
export type PageWords = typeof pages;
