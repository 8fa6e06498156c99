const dataFileName = /\.(?:(csv|tsv|jsonl)(\.gz)?|xlsx|xls|xml|ofd|zip)$/i;

/** Whether a name ends as those of the files that are read. */
export function isDataFileName(name: string): boolean {
  return dataFileName.test(name);
}

/** A file's name without its ending and without the folders of a zip. */
export function stemOfFile(name: string): string {
  return (name.split("/").at(-1) ?? name).replace(dataFileName, "");
}
