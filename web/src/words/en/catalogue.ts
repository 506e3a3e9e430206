import borrower from "./borrower.json";
import crm from "./crm.json";
import interaction from "./interaction.json";
import interactions from "./interactions.json";
import session from "./session.json";
import shell from "./shell.json";
import vocabulary from "./vocabulary.json";

export const catalogue = { shell, session, crm, borrower, interactions, interaction, vocabulary };

/** What a catalogue of any language has to hold. */
export type Catalogue = typeof catalogue;
