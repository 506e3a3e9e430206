// Types of the API from its committed document. They are never committed themselves, so they cannot be stale.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const document = JSON.parse(readFileSync(new URL("../openapi.json", import.meta.url), "utf8"));

const types = astToString(
  await openapiTS(document, {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
    emptyObjectsUnknown: true,
  }),
);
writeFileSync(new URL("../src/api/schema.d.ts", import.meta.url), types);
