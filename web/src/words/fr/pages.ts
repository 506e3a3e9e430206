import type { PageWords } from "../en/pages";
import cases from "./case.json";
import draft from "./draft.json";
import history from "./history.json";
import manager from "./manager.json";
import notes from "./notes.json";
import record from "./record.json";

export const pages: PageWords = { draft, notes, record, case: cases, history, manager };
