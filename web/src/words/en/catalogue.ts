import borrower from "./borrower.json";
import cases from "./case.json";
import crm from "./crm.json";
import draft from "./draft.json";
import history from "./history.json";
import interaction from "./interaction.json";
import manager from "./manager.json";
import notes from "./notes.json";
import record from "./record.json";
import session from "./session.json";
import shell from "./shell.json";
import vocabulary from "./vocabulary.json";

export const catalogue = {
  shell,
  session,
  crm,
  borrower,
  draft,
  notes,
  record,
  case: cases,
  history,
  interaction,
  manager,
  vocabulary,
};

/** What a catalogue of any language has to hold. */
export type Catalogue = typeof catalogue;
