import { ActionIcon, Button, Checkbox, Popover } from "@mantine/core";
import { ChevronDown, ChevronUp, Columns3 } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import styles from "./ColumnsMenu.module.css";
import { type ColumnId, shown, stepped, type useLayout } from "./layout";

interface ColumnsProps {
  readonly layout: ReturnType<typeof useLayout>;
}

/** Which columns are shown, and in which order. */
export const ColumnsMenu = memo(function ColumnsMenu({ layout: kept }: ColumnsProps) {
  const { t } = useTranslation("history");
  const { layout, reset } = kept;
  return (
    <Popover position="bottom-end" width={290} shadow="md" trapFocus withRoles>
      <Popover.Target>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Columns3 size={14} aria-hidden />}
          className={styles.target ?? ""}
        >
          {t("columns.open")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("columns.title")}>
        <ul className={styles.columns}>
          {layout.order.map((id) => (
            <OneColumn key={id} id={id} kept={kept} />
          ))}
        </ul>
        <p className={styles.help}>{t("columns.keys")}</p>
        <Button variant="subtle" size="compact-xs" onClick={reset}>
          {t("columns.reset")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
});

function OneColumn({ id, kept }: { id: ColumnId; kept: ReturnType<typeof useLayout> }) {
  const { t } = useTranslation("history");
  const { layout, change } = kept;
  const name = t(`column.${id}`);
  const at = layout.order.indexOf(id);
  return (
    <li>
      <Checkbox
        size="xs"
        label={name}
        checked={!layout.hidden.includes(id)}
        onChange={({ currentTarget: { checked } }) => change((before) => shown(before, id, checked))}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        disabled={at === 0}
        aria-label={t("columns.earlier", { name })}
        onClick={() => change((before) => stepped(before, id, -1))}
      >
        <ChevronUp size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        disabled={at === layout.order.length - 1}
        aria-label={t("columns.later", { name })}
        onClick={() => change((before) => stepped(before, id, 1))}
      >
        <ChevronDown size={14} aria-hidden />
      </ActionIcon>
    </li>
  );
}
