import type { Catalogue } from "./en/catalogue";
import type { PageWords } from "./en/pages";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "shell";
    resources: Omit<Catalogue, "vocabulary"> & PageWords;
    returnNull: false;
  }
}
