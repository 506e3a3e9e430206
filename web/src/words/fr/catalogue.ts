import type { Catalogue } from "../en/catalogue";
import borrower from "./borrower.json";
import crm from "./crm.json";
import interaction from "./interaction.json";
import interactions from "./interactions.json";
import session from "./session.json";
import shell from "./shell.json";
import vocabulary from "./vocabulary.json";

export const catalogue: Catalogue = { shell, session, crm, borrower, interactions, interaction, vocabulary };
