import { Button, Popover, SegmentedControl } from "@mantine/core";
import { Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExternalChannel } from "./details";
import styles from "./Record.module.css";

const RecordForm = lazy(() => import("./RecordForm").then(({ RecordForm }) => ({ default: RecordForm })));

const CHANNELS = ["voice", "email", "text"] as const;

/** Add, a channel, then the form (document 000, "Record an external interaction"). */
export function AddInteraction({ personId }: { personId: string }) {
  const { t } = useTranslation("record");
  const [open, setOpen] = useState(false);
  const [told, setTold] = useState<ExternalChannel | null>(null);
  return (
    <>
      <Popover
        opened={open}
        onChange={setOpen}
        position="bottom-end"
        width={260}
        shadow="md"
        trapFocus
        withRoles
      >
        <Popover.Target>
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<Plus size={13} aria-hidden />}
            onClick={() => setOpen(!open)}
          >
            {t("add")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("add")}>
          <ChannelChoice
            onChoose={(channel) => {
              setOpen(false);
              setTold(channel);
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <Suspense>
        {told && <RecordForm personId={personId} channel={told} onClose={() => setTold(null)} />}
      </Suspense>
    </>
  );
}

function ChannelChoice({ onChoose }: { onChoose: (channel: ExternalChannel) => void }) {
  const { t } = useTranslation("record");
  const [channel, setChannel] = useState<ExternalChannel>("voice");
  return (
    <div className={styles.choice}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t("channel")}
        data={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))}
        value={channel}
        onChange={(value) => setChannel(value as ExternalChannel)}
      />
      <Button onClick={() => onChoose(channel)}>{t("create")}</Button>
    </div>
  );
}
