import type { ReactNode } from "react";

function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** The mark: a streak of gold on the stone. */
export const StreakIcon = () => (
  <svg className="brand__mark" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M3 17 18 5" stroke="var(--streak-on-stone)" strokeWidth="3.4" strokeLinecap="round" />
    <path
      d="M8 20.5 20.5 10.5"
      stroke="var(--streak-on-stone)"
      strokeOpacity="0.4"
      strokeWidth="1.8"
      strokeLinecap="round"
    />
  </svg>
);
export const BuildingIcon = () => (
  <Icon>
    <path d="M3 17V8l5 3V8l5 3V3h4v14H3ZM7 14h.01M11 14h.01" />
  </Icon>
);
export const ChartIcon = () => (
  <Icon>
    <path d="M3 17h14M5 14V9M9 14V4M13 14v-3M17 14V7" />
  </Icon>
);
export const SealIcon = () => (
  <Icon>
    <path d="M10 2.5 16 5v4.5c0 3.8-2.5 6.7-6 8-3.5-1.3-6-4.2-6-8V5l6-2.5Z" />
    <path d="m7.3 9.8 2 2 3.5-3.8" />
  </Icon>
);
export const RunIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7" />
    <path d="m8.5 7 4.5 3-4.5 3V7Z" />
  </Icon>
);
export const SunIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="3.5" />
    <path d="M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1" />
  </Icon>
);
export const MoonIcon = () => (
  <Icon>
    <path d="M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5Z" />
  </Icon>
);
export const UserIcon = () => (
  <Icon>
    <circle cx="10" cy="6.8" r="3.2" />
    <path d="M3.5 17c.6-3.4 3.2-5 6.5-5s5.9 1.6 6.5 5" />
  </Icon>
);
export const SearchIcon = () => (
  <Icon>
    <circle cx="9" cy="9" r="5.5" />
    <path d="m13.2 13.2 3.8 3.8" />
  </Icon>
);
export const DownloadIcon = () => (
  <Icon>
    <path d="M10 3v9m-3.5-3.5L10 12l3.5-3.5M3.5 16.5h13" />
  </Icon>
);
export const ColumnsIcon = () => (
  <Icon>
    <path d="M3 4h14v12H3zM8 4v12M13 4v12" />
  </Icon>
);
export const BackIcon = () => (
  <Icon>
    <path d="M12 4 6 10l6 6" />
  </Icon>
);
export const FileIcon = () => (
  <Icon>
    <path d="M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5" />
  </Icon>
);
export const CrossIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);
export const HomeIcon = () => (
  <Icon>
    <path d="M3 9.5 10 3.5l7 6M5 8v8.5h3.8v-4.5h2.4v4.5H15V8" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M3 5h14M3 10h14M3 15h14" />
  </Icon>
);
export const FoldIcon = () => (
  <Icon>
    <path d="m7 4.5 5.5 5.5L7 15.5" />
  </Icon>
);
export const PeopleIcon = () => (
  <Icon>
    <circle cx="7.5" cy="7" r="2.7" />
    <path d="M2.5 16c.5-2.9 2.4-4.3 5-4.3s4.5 1.4 5 4.3M12.5 4.6a2.6 2.6 0 0 1 0 4.8M14.2 12c1.9.5 3 1.8 3.3 4" />
  </Icon>
);
export const TrailIcon = () => (
  <Icon>
    <path d="M7 4.5h10M7 10h10M7 15.5h10M3.2 4.5h.01M3.2 10h.01M3.2 15.5h.01" />
  </Icon>
);
export const LoanIcon = () => (
  <Icon>
    <path d="M2.5 5.5h15v9h-15z" />
    <circle cx="10" cy="10" r="2.2" />
    <path d="M5 8v4M15 8v4" />
  </Icon>
);
export const BellIcon = () => (
  <Icon>
    <path d="M5 13.5V9a5 5 0 0 1 10 0v4.5l1.5 1.5h-13L5 13.5ZM8.5 17.3h3" />
  </Icon>
);
export const ScalesIcon = () => (
  <Icon>
    <path d="M10 3v14M6.5 17h7M4 5.5h12M4 5.5 2 11h4L4 5.5ZM16 5.5 14 11h4l-2-5.5Z" />
  </Icon>
);
export const ConsentIcon = () => (
  <Icon>
    <path d="M4 2.5h9l3 3v4M4 2.5v15h6M7 7h5M7 10.5h3M11.5 15.5l2 2 4-4.5" />
  </Icon>
);
export const AlertIcon = () => (
  <Icon>
    <path d="M10 3 17.5 16.5h-15L10 3ZM10 8v4M10 14.3h.01" />
  </Icon>
);
export const EyeIcon = () => (
  <Icon>
    <path d="M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10Z" />
    <circle cx="10" cy="10" r="2.4" />
  </Icon>
);
