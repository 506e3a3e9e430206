import type { Catalogue } from "./en/catalogue";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "shell";
    resources: Omit<Catalogue, "vocabulary">;
    returnNull: false;
  }
}
