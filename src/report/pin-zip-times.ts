const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
/** 1 January 1980, midnight: the first time that the format knows. */
const pinned = { time: 0, date: 0x21 };

/**
 * Sets the time of every file in a zip to the same instant, so that the same content has the same hash.
 * @param zip  whole, without the extension for more than 4 GB; changed in place
 */
export function pinZipTimes(zip: Buffer): Buffer {
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== endOfDirectory) end--;
  if (end < 0) throw new RangeError("no zip: its directory is missing");
  let entry = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(entry) === directoryEntry) {
    const local = zip.readUInt32LE(entry + 42);
    zip.writeUInt16LE(pinned.time, entry + 12);
    zip.writeUInt16LE(pinned.date, entry + 14);
    zip.writeUInt16LE(pinned.time, local + 10);
    zip.writeUInt16LE(pinned.date, local + 12);
    entry += 46 + zip.readUInt16LE(entry + 28) + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32);
  }
  return zip;
}
