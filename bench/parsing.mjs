export async function timeParsing() {}
