import type { Random } from './random.ts';

/** Invented throughout: nobody and no company of these names is meant. */
const givenNames = ['Alva', 'Bente', 'Caspian', 'Dorrit', 'Elwin', 'Fenja', 'Gisbert', 'Hedda', 'Ilja', 'Jorun', 'Kaspar', 'Linnea', 'Merle', 'Norwin', 'Ottilie', 'Piet', 'Runa', 'Sverre', 'Tamsin', 'Ulla', 'Veit', 'Wanja'];
const familyNames = ['Abelmann', 'Brookhausen', 'Carvelli', 'Dornfeldt', 'Eskelund', 'Farnhagen', 'Grauwinkel', 'Holtvik', 'Immerlund', 'Jespergaard', 'Kranzow', 'Lohbergen', 'Mirantes', 'Nordwyk', 'Ostrander', 'Pellworm', 'Quintsen', 'Rosmalen', 'Strandvik', 'Tesselaar'];
const firmHeads = ['Aldermoor', 'Brightwell', 'Corvane', 'Duneharbor', 'Elmstrand', 'Fjordline', 'Glasmark', 'Hollowtree', 'Ironquay', 'Juniper Rail', 'Kestrelworks', 'Larkspur', 'Millrace', 'Northfen', 'Oakhelm'];
const firmTails = ['Logistics', 'Foods', 'Instruments', 'Textiles', 'Energy', 'Clinics', 'Press', 'Robotics', 'Leasing', 'Optics'];

export function personName(random: Random): string {
  return `${random.pick(givenNames)} ${random.pick(familyNames)}`;
}

export function firmName(random: Random): string {
  return `${random.pick(firmHeads)} ${random.pick(firmTails)}`;
}
