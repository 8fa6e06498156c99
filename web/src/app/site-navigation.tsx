import { useQuery } from "@tanstack/react-query";
import { Link, useLocation, useParams } from "@tanstack/react-router";
import { Drawer } from "antd";
import { type RefObject, useEffect, useRef, useState } from "react";
import { evaluationsQuery, isActive } from "../api/queries.ts";
import { usePhrase, useText } from "../i18n/language.tsx";
import { FoldIcon, MoreIcon } from "../parts/icons.tsx";
import { useIsNarrow } from "../parts/use-is-narrow.ts";
import { type NavigationEntry, type NavigationGroup, navigation } from "./navigation.ts";
import { text } from "./text.ts";
import { useFolded } from "./use-folded.ts";
import { useMay } from "./use-may.ts";

const mostOnPhone = 4;

/** What the reader may open: beside the page in groups, on a phone below it with the rest in a drawer. */
export function SiteNavigation() {
  const t = useText(text);
  const may = useMay();
  const isNarrow = useIsNarrow();
  const groups = navigation
    .map(({ label, entries }) => ({ label, entries: entries.filter(({ action }) => may(action)) }))
    .filter(({ entries }) => entries.length > 0);
  const navigationElement = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  return (
    <nav ref={navigationElement} className="navigation" aria-label={t("navigation")}>
      <CurrentInView key={`${pathname} ${groups.length}`} within={navigationElement} />
      {isNarrow ? <PhoneEntries groups={groups} /> : <Groups groups={groups} />}
    </nav>
  );
}

interface CurrentInViewProps {
  readonly within: RefObject<HTMLElement | null>;
}

/** Scrolls the navigation, where it is longer than the window, to the page that is open; made anew for each page. */
function CurrentInView({ within }: CurrentInViewProps) {
  useEffect(() => {
    within.current?.querySelector(".navigation__link.active")?.scrollIntoView({ block: "nearest" });
  }, [within]);
  return null;
}

interface GroupsProps {
  readonly groups: readonly NavigationGroup[];
  readonly onOpen?: () => void;
}

function Groups({ groups, onOpen }: GroupsProps) {
  const phrase = usePhrase();
  const { isFolded, toggle } = useFolded();
  return groups.map(({ label, entries }) => (
    <div
      className={isFolded(label?.en ?? "") ? "navigation__group is-folded" : "navigation__group"}
      key={label?.en ?? ""}
    >
      {label !== null && (
        <button
          type="button"
          className="navigation__heading"
          aria-expanded={!isFolded(label.en)}
          onClick={() => toggle(label.en)}
        >
          {phrase(label)}
          <FoldIcon />
        </button>
      )}
      {entries.map((entry) => (
        <Entry key={entry.path} entry={entry} {...(onOpen === undefined ? {} : { onOpen })} />
      ))}
    </div>
  ));
}

function PhoneEntries({ groups }: GroupsProps) {
  const t = useText(text);
  const [isOpen, setIsOpen] = useState(false);
  const all = groups.flatMap(({ entries }) => entries);
  const first = all.filter(({ isOnPhone }) => isOnPhone === true).slice(0, mostOnPhone);
  const hasMore = all.length > first.length;
  return (
    <>
      {first.map((entry) => (
        <Entry key={entry.path} entry={entry} />
      ))}
      {hasMore && (
        <button type="button" className="navigation__link" onClick={() => setIsOpen(true)}>
          <MoreIcon />
          <span>{t("more")}</span>
        </button>
      )}
      <Drawer
        title={t("navigation")}
        placement="bottom"
        size="70%"
        open={isOpen}
        onClose={() => setIsOpen(false)}
        className="navigation-drawer"
      >
        <Groups groups={groups} onOpen={() => setIsOpen(false)} />
      </Drawer>
    </>
  );
}

interface EntryProps {
  readonly entry: NavigationEntry;
  readonly onOpen?: () => void;
}

function Entry({ entry, onOpen }: EntryProps) {
  const phrase = usePhrase();
  const { evaluationId = "latest" } = useParams({ strict: false });
  const Icon = entry.icon;
  return (
    <Link
      to={entry.path.replace("{evaluation}", evaluationId)}
      className="navigation__link"
      // The owner's first page begins the addresses of the others.
      activeOptions={{ exact: entry.path === "/my" }}
      onClick={onOpen}
    >
      <Icon />
      <span>{phrase(entry.label)}</span>
      {entry.path === "/runs" && <RunningDot />}
    </Link>
  );
}

function RunningDot() {
  const t = useText(text);
  const may = useMay();
  const { data } = useQuery({ ...evaluationsQuery, enabled: may("evaluation.read") });
  const isRunning = data?.items.some(isActive) ?? false;
  return isRunning && <span className="navigation__dot" role="img" aria-label={t("runningJob")} />;
}
