"""What a sentence states, as "NATION capability act [number] [amount currency] [@place]"; near misses beside hits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from articles.extraction.extract import find_mentions
from articles.extraction.finders.capabilities import find_capabilities
from articles.extraction.lexicon import Lexicon, load_lexicon
from articles.extraction.rules.pledges import find_pledges
from articles.extraction.tokens import tokenize
from articles.extraction.types import PledgeFact, Source

CONTEXT = "\n\nThe campaign against Islamic State goes on."


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def read(text: str, lexicon: Lexicon) -> tuple[PledgeFact, ...]:
    document = tokenize(Source(text + CONTEXT))
    mentions = replace(find_mentions(document, lexicon), capabilities=find_capabilities(document, lexicon))
    return find_pledges(document, mentions, lexicon)


def shown(fact: PledgeFact) -> str:
    parts = [fact.nation, fact.capability, fact.act]
    if fact.quantity is not None:
        parts.append(_plain(fact.quantity))
    if fact.amount is not None:
        parts += [_plain(fact.amount), fact.currency]
    if fact.place:
        parts.append("@" + fact.place)
    return " ".join(parts)


def _plain(number: Decimal) -> str:
    return str(int(number)) if number == number.to_integral_value() else str(number)


ACTS = """
Denmark will send 120 trainers to Iraq.                          => DNK trainers pledged 120 @IRQ
Denmark sent 120 trainers to Iraq.                               => DNK trainers delivering 120 @IRQ
Denmark has sent 120 trainers to Iraq.                           => DNK trainers delivering 120 @IRQ
Denmark may send 120 trainers to Iraq.                           => DNK trainers considering 120 @IRQ
Denmark could send 120 trainers to Iraq.                         => DNK trainers considering 120 @IRQ
Denmark is considering sending 120 trainers to Iraq.             => DNK trainers considering 120 @IRQ
Denmark is weighing whether to send trainers to Iraq.            => DNK trainers considering @IRQ
Denmark will not send ground troops to Syria.                    => DNK ground_forces declined @SYR
Denmark would not send ground troops to Syria.                   => DNK ground_forces declined @SYR
Denmark has no plans to send ground troops to Syria.             => DNK ground_forces declined @SYR
Denmark ruled out sending ground troops to Syria.                => DNK ground_forces declined @SYR
Denmark has ruled out ground troops.                             => DNK ground_forces declined
Denmark does not rule out sending ground troops to Syria.        => DNK ground_forces considering @SYR
Denmark has not ruled out sending special forces.                => DNK special_operations considering
Denmark refused to send combat troops.                           => DNK ground_forces declined
Denmark rejected a request for combat troops.                    => DNK ground_forces declined; DNK ground_forces requested
Denmark agreed to send 30 special forces soldiers.               => DNK special_operations pledged 30
Denmark has agreed to provide four helicopters.                  => DNK air_support pledged 4
Denmark offered to send a frigate.                               => DNK naval pledged 1
Denmark decided not to send jets.                                => DNK air_strikes declined
Denmark's parliament approved air strikes in Syria.              => DNK air_strikes pledged @SYR
Denmark is ready to send seven F-16 jets.                        => DNK air_strikes pledged 7
Denmark is prepared to send F-16 jets if asked.                  => DNK air_strikes pledged
Denmark plans to withdraw its F-16 jets.                         => DNK air_strikes ended
Denmark will withdraw its seven F-16s by October.                => DNK air_strikes ended 7
Denmark withdrew its F-16s.                                      => DNK air_strikes ended
Denmark has stopped bombing targets in Syria.                    => DNK air_strikes ended @SYR
Denmark ended its air strikes in Syria.                          => DNK air_strikes ended @SYR
Denmark suspended its air strikes in Syria.                      => DNK air_strikes ended @SYR
Denmark will not stop its air strikes in Iraq.                   => DNK air_strikes delivering @IRQ
Denmark continues to fly reconnaissance missions over Iraq.      => DNK reconnaissance delivering @IRQ
Denmark is carrying out air strikes in Iraq.                     => DNK air_strikes delivering @IRQ
Denmark resumed its air strikes in Iraq.                         => DNK air_strikes delivering @IRQ
Denmark has 120 trainers in Iraq.                                => DNK trainers delivering 120 @IRQ
The United States asked Denmark to send special forces.          => DNK special_operations requested
The United States urged Denmark to provide more trainers.        => DNK trainers requested
Denmark was asked to send special forces.                        => DNK special_operations requested
Washington has called on Denmark to step up its air strikes.     => DNK air_strikes requested
Denmark has not been asked to send special forces.               => -
Denmark denied that it had been asked to send special forces.    => -
Denmark did not send special forces.                             => -
Denmark should send special forces.                              => -
If Denmark sends special forces, the city will fall.             => -
Will Denmark send special forces?                                => -
Denmark extended its training mission by a year.                 => DNK trainers pledged
Denmark said it would send 120 trainers to Iraq.                 => DNK trainers pledged 120 @IRQ
Danish lawmakers voted to send seven F-16s to Iraq.              => DNK air_strikes pledged 7 @IRQ
Denmark announced the deployment of 400 soldiers to Iraq.        => DNK ground_forces pledged 400 @IRQ
Denmark has yet to decide whether to send trainers.              => DNK trainers considering
Denmark doubled the number of its trainers to 240.               => DNK trainers delivering 240
"""

ACTORS = """
Danish F-16s have flown 200 sorties over Iraq.                    => DNK air_strikes delivering 200 @IRQ
Six jets from the Netherlands have struck targets in Iraq.        => NLD air_strikes delivering 6 @IRQ
The strike was carried out by unknown aircraft, Britain said. => -
Four tankers were sent by Italy.                                  => ITA air_support delivering 4
The Dutch air force has carried out air strikes in Iraq.          => NLD air_strikes delivering @IRQ
The government of Norway will send 60 trainers.                   => NOR trainers pledged 60
Australia, Germany and Italy have sent trainers to Iraq.          => AUS trainers delivering @IRQ; DEU trainers delivering @IRQ; ITA trainers delivering @IRQ
Britain and France conducted air strikes in Syria.                => GBR air_strikes delivering @SYR; FRA air_strikes delivering @SYR
Berlin said it would send Tornado reconnaissance jets.            => DEU reconnaissance pledged
Italy's decision to send 450 troops was welcomed.                 => ITA ground_forces pledged 450
Germany, which has sent trainers to Erbil, will provide a tanker. => DEU trainers delivering @Erbil; DEU air_support pledged 1
The coalition conducted 12 air strikes in Syria.                  => COALITION air_strikes delivering 12 @SYR
The U.S.-led coalition has carried out air strikes near Mosul.    => COALITION air_strikes delivering @Mosul
The Iraqi army launched air strikes near Mosul.                   => -
The militants deployed 200 fighters.                              => -
Kurdish peshmerga fighters received rifles.                       => -
Norway said Iraq needs more trainers.                             => -
The deployment of 200 troops by Italy will begin in May.          => ITA ground_forces pledged 200
NATO will train Iraqi soldiers.                                   => -
Germany sent rifles and Italy provided ammunition.                => DEU weapons_munitions delivering; ITA weapons_munitions delivering
Germany will send 100 soldiers, and Italy plans to deploy 450 troops. => DEU ground_forces pledged 100; ITA ground_forces pledged 450
Poland agreed to send four F-16s and 60 special forces to train Iraqi troops. => POL air_strikes pledged 4; POL trainers pledged 60
"""

CAPABILITIES = """
Finland will send 50 soldiers to train Kurdish forces.            => FIN trainers pledged 50
Finland will send 50 soldiers as trainers.                        => FIN trainers pledged 50
Sweden sent special forces to train the peshmerga.                => SWE trainers delivering
Germany delivered 30 Milan anti-tank missiles and 16,000 rifles to the Kurds. => DEU weapons_munitions delivering 30; DEU weapons_munitions delivering 16000
Germany will give the Kurds helmets and night-vision goggles.     => DEU equipment pledged
Japan pledged $25 million in humanitarian aid.                    => JPN humanitarian pledged 25000000 USD
Japan will provide $10 million for demining in Iraq.              => JPN stabilisation_funding pledged 10000000 USD @IRQ
Germany pledged 20 million euros for the reconstruction of liberated towns. => DEU stabilisation_funding pledged 20000000 EUR
Kuwait offered a loan of 500 million euros to Iraq.               => KWT stabilisation_funding pledged 500000000 EUR @IRQ
Turkey opened its air bases to coalition aircraft.                => TUR basing_access delivering
Turkey will let the coalition use its air base at Incirlik.       => TUR basing_access pledged @Incirlik
Spain sent a field hospital and 30 surgeons.                      => ESP medical delivering 30; ESP medical delivering 1
Jordan trains Syrian rebels.                                      => JOR trainers delivering
France sent the aircraft carrier Charles de Gaulle to the Gulf.   => FRA naval delivering 1 @Persian Gulf
Britain has struck Islamic State targets in Iraq.                 => GBR air_strikes delivering @IRQ
The Netherlands trained 1,200 Iraqi soldiers.                     => NLD trainers delivering 1200
Italy will send 500 soldiers to guard the dam.                    => ITA ground_forces pledged 500
Belgium will keep its 35 trainers in Iraq.                        => BEL trainers delivering 35 @IRQ
Canada will withdraw its six CF-18 jets but keep two surveillance planes and a tanker. => CAN air_strikes ended 6; CAN reconnaissance delivering 2; CAN air_support delivering 1
Portugal will send up to 30 trainers.                             => PRT trainers pledged 30
"""

SCOPE = """
Denmark has long served in Afghanistan. It sent 750 soldiers there. => -
Germany will send 600 troops to Lithuania. => -
Israel carried out air strikes in Gaza. => -
Saudi Arabia launched air strikes in Yemen against the Houthis. => -
Norway pledged $100 million to fight climate change. => -
Denmark, which left Afghanistan in 2014, will send 120 trainers to Iraq. => DNK trainers pledged 120 @IRQ
Denmark will send 120 trainers to Afghanistan.                    => -
Norway sent trainers to Ukraine.                                  => -
In 2003, Poland sent 200 special forces to Iraq.                  => -
Denmark sent troops to Iraq after the fall of Saddam Hussein.     => -
"""

HARD = """
Australia turned down a U.S. request for more special forces but will keep its 300 trainers in Iraq. => AUS special_operations declined; AUS special_operations requested; AUS trainers delivering 300 @IRQ
Canada will pull its six jets out of Iraq, triple its trainers to 210 and keep its refuelling tanker. => CAN air_strikes ended 6 @IRQ; CAN trainers pledged 210; CAN air_support delivering 1
Poland is ready to send F-16s for reconnaissance, but will not take part in air strikes. => POL reconnaissance pledged; POL air_strikes declined
Belgium will fly air strikes in Iraq but not in Syria. => BEL air_strikes pledged @IRQ; BEL air_strikes declined @SYR
Norway said it had received no request for combat troops. => -
Spain said on Monday that it would not join the air strikes. => ESP air_strikes declined
The minister said Spain would not join the air strikes. => ESP air_strikes declined
Germany has ruled out a combat role and will instead send weapons. => DEU ground_forces declined; DEU weapons_munitions pledged
Washington wants its allies to send more trainers. => COALITION trainers requested
The U.S. asked allies to increase their contributions, including special forces, weapons and surveillance aircraft. => COALITION special_operations requested; COALITION weapons_munitions requested; COALITION reconnaissance requested
The jets fired 22 munitions against Islamic State targets. => -
Ecuador opposed the air strikes in Syria. => -
The king called the air strikes illegal. => -
The United States would like to see Germany send Tornado jets. => DEU air_strikes requested
Carter asked the Netherlands to extend its air strikes to Syria. => NLD air_strikes requested @SYR
Italy was asked by the United States to arm its drones. => -
France asked Germany for reconnaissance aircraft. => DEU reconnaissance requested
A request from France for reconnaissance aircraft was met by Germany. => -
Sweden is discussing whether to send trainers. => SWE trainers considering
Sweden said it was open to sending trainers. => SWE trainers considering
It is possible that Sweden will send trainers. => SWE trainers considering
Sweden might be willing to send trainers. => SWE trainers considering
Sweden would consider sending trainers. => SWE trainers considering
Sweden is unwilling to send troops. => SWE ground_forces declined
Sweden is reluctant to commit combat troops. => SWE ground_forces declined
Parliament in Stockholm is expected to approve the deployment of 35 trainers. => SWE trainers considering 35
The Swedish parliament is expected to approve the deployment of 35 trainers. => SWE trainers considering 35
Sweden is expected to send 35 trainers. => SWE trainers considering 35
Sweden is set to deploy 35 trainers in northern Iraq. => SWE trainers pledged 35 @IRQ
The first of the 35 Swedish trainers have arrived in Erbil. => SWE trainers delivering 35 @Erbil
About 450 U.S. soldiers are deployed near Mosul. => USA ground_forces delivering 450 @Mosul
There are about 3,500 American troops in Iraq. => USA ground_forces delivering 3500 @IRQ
There will be no British ground troops in Syria. => GBR ground_forces declined @SYR
Britain will send no ground troops to Syria. => GBR ground_forces declined @SYR
No Dutch ground troops will be sent to Syria. => NLD ground_forces declined @SYR
The British contribution includes eight Tornados and two Voyager tankers. => GBR air_strikes delivering 8; GBR air_support delivering 2
Dutch and Belgian F-16s have bombed Islamic State positions in Iraq. => NLD air_strikes delivering @IRQ; BEL air_strikes delivering @IRQ
The US and its allies launched 25 air strikes against Islamic State in Syria. => USA air_strikes delivering 25 @SYR; COALITION air_strikes delivering 25 @SYR
Coalition aircraft carried out 17 strikes in Iraq on Sunday. => COALITION air_strikes delivering 17 @IRQ
Arab nations will send ground troops. => -
Allies have sent trainers. => -
Several European countries, including Spain and Portugal, have sent trainers. => ESP trainers delivering; PRT trainers delivering
Nations that have carried out air strikes in Iraq include Australia, Belgium and Canada. => AUS air_strikes delivering @IRQ; BEL air_strikes delivering @IRQ; CAN air_strikes delivering @IRQ
Germany will extend and expand its training mission in northern Iraq. => DEU trainers pledged @IRQ
Germany will double the number of its trainers in Erbil. => DEU trainers pledged @Erbil
Germany has increased its contingent from 100 to 150 soldiers. => DEU ground_forces delivering 150
Germany halted the training of peshmerga in Erbil. => DEU trainers ended @Erbil
Germany suspended its training mission in Iraq. => DEU trainers ended @IRQ
Jordan's king vowed to continue the air strikes. => JOR air_strikes pledged
Turkey allowed U.S. jets to use its air bases. => TUR basing_access delivering
Turkey denied the coalition the use of its air bases. => -
The Czech Republic donated 10 million rounds of ammunition to the Kurds. => CZE weapons_munitions delivering 10000000
The United States has provided more than $1 billion in humanitarian aid. => USA humanitarian delivering 1000000000 USD
Kuwait pledged $200 million for refugees. => KWT humanitarian pledged 200000000 USD
Switzerland gave 5 million francs to the U.N. refugee agency for displaced Iraqis. => CHE humanitarian delivering 5000000 CHF
Britain announced an extra £10 million to clear mines around Mosul. => GBR stabilisation_funding pledged 10000000 GBP @Mosul
Saudi Arabia offered to send ground troops to Syria if the coalition agrees. => SAU ground_forces pledged @SYR
The Emirates said they were ready to send ground troops. => ARE ground_forces pledged
France deployed its aircraft carrier Charles de Gaulle with 18 Rafale jets on board. => FRA naval delivering 1; FRA air_strikes delivering 18
Rafale jets from the Charles de Gaulle struck Islamic State targets near Raqqa. => -
Fallon said the RAF had carried out 600 air strikes in Iraq. => GBR air_strikes delivering 600 @IRQ
"We will send 200 more trainers," French Defence Minister Jean-Yves Le Drian said. => FRA trainers pledged 200
New Zealand Prime Minister John Key said his government had decided to send 143 trainers to Taji. => NZL trainers pledged 143 @Camp Taji
British soldiers trained 1,200 Kurdish fighters. => GBR trainers delivering 1200
The lower house voted 524 to 43 to authorise British air strikes. => GBR air_strikes pledged
The operation has cost Britain 300 million pounds. => -
The United Nations needs $500 million in humanitarian aid. => -
Islamic State fighters shot down a Jordanian jet. => -
Two Belgian soldiers were killed in the attack. => -
A Danish F-16 crashed on Tuesday. => -
Russia has carried out air strikes in Syria. => -
Danish jets bombed targets in Libya in 2011. => -
Most Germans oppose sending troops. => -
Critics said Germany should not arm the Kurds. => -
"""

NEWS = """
Belgium: six F-16 jets have been deployed to Jordan. => BEL air_strikes delivering 6 @JOR
Denmark - seven F-16s and 140 support staff. => DNK air_strikes delivering 7; DNK other delivering 140
Germany to send 650 troops to Iraq. => DEU ground_forces pledged 650 @IRQ
Britain's parliament voted overwhelmingly in favor of air strikes against Islamic State in Syria. => GBR air_strikes pledged @SYR
The Dutch government said Friday it will extend its air strikes against Islamic State from Iraq into Syria. => NLD air_strikes pledged @SYR
German lawmakers on Friday approved plans to send up to 1,200 troops, reconnaissance jets and a frigate to support the fight. => DEU ground_forces pledged 1200; DEU reconnaissance pledged; DEU naval pledged 1
Chancellor Angela Merkel's cabinet approved the deployment of six Tornado jets. => DEU air_strikes pledged 6
The Pentagon said it was sending 200 additional special operations forces to Syria. => USA special_operations pledged 200 @SYR
Obama authorized up to 450 more U.S. troops to train Iraqi forces. => USA trainers pledged 450
The White House announced that the United States would deploy 250 more military personnel to Syria. => USA ground_forces pledged 250 @SYR
Canada's new government will stop bombing Islamic State but will add 100 trainers. => CAN air_strikes ended; CAN trainers pledged 100
Norway plans to send about 60 soldiers, including special forces, to Jordan to train Syrian fighters. => NOR trainers pledged 60 @JOR
Italy has the second largest contingent in Iraq after the United States, with about 500 soldiers. => ITA ground_forces delivering 500
Australian Prime Minister Malcolm Turnbull ruled out sending ground troops to Syria. => AUS ground_forces declined @SYR
Japan, which cannot send troops, said it would provide $200 million in humanitarian aid. => JPN humanitarian pledged 200000000 USD; JPN ground_forces declined
South Korea will provide an additional $5 million in humanitarian assistance to Iraq. => KOR humanitarian pledged 5000000 USD @IRQ
The UAE halted its participation in air strikes after a Jordanian pilot was captured. => ARE air_strikes ended
The UAE resumed air strikes and sent a squadron of F-16s to Jordan. => ARE air_strikes delivering @JOR
Saudi Arabia said it was ready to participate in any ground operations. => SAU ground_forces pledged
Egypt is not taking part in the air strikes. => EGY air_strikes declined
Hungary will send 150 soldiers to protect a training base in Erbil. => HUN ground_forces pledged 150 @Erbil
Slovenia has said it is prepared to send 15 instructors. => SVN trainers pledged 15
Lithuania has offered to contribute six trainers. => LTU trainers pledged 6
Estonia will send up to 10 instructors to Iraq under Danish command. => EST trainers pledged 10 @IRQ
Latvia is considering contributing up to 10 soldiers to the training mission. => LVA trainers considering 10
Portugal sent 30 soldiers to help train Iraqi forces at Besmayah. => PRT trainers delivering 30 @Besmayah
Carter said the Dutch decision to expand air strikes into Syria was welcome. => NLD air_strikes pledged @SYR
U.S. Defense Secretary Ash Carter has asked Australia and dozens of other countries for additional contributions, such as special forces and trainers. => AUS special_operations requested; AUS trainers requested
Carter said he would ask the defense ministers of Italy and Germany to send more military police trainers. => ITA trainers requested; DEU trainers requested
Washington is pressing European allies to contribute more special operations forces. => COALITION special_operations requested
Iraq has asked the United States for more air strikes. => USA air_strikes requested
Abadi asked for more weapons and ammunition. => -
French fighter jets launched their biggest raids in Syria to date on Sunday. => FRA air_strikes delivering @SYR
Ten French fighter jets dropped 20 bombs on targets in Raqqa. => FRA air_strikes delivering 10 @Raqqa
The Royal Air Force has carried out more than 1,000 air strikes in Iraq and Syria. => GBR air_strikes delivering 1000 @IRQ/SYR
Belgian F-16s will return to Jordan in July. => BEL air_strikes pledged @JOR
The Netherlands will withdraw its F-16s in July and hand over to Belgium. => NLD air_strikes ended
The Danish parliament has approved a plan to send special forces and F-16s to Syria. => DNK special_operations pledged @SYR; DNK air_strikes pledged @SYR
New Zealand will not extend its training mission at Taji. => NZL trainers ended @Camp Taji
The United States provides intelligence, refuelling and surveillance to the campaign. => USA air_support delivering; USA reconnaissance delivering
Turkey has refused to allow the United States to use Incirlik for combat missions. => TUR basing_access declined
Kuwait, Bahrain and Qatar host coalition aircraft. => KWT basing_access delivering; BHR basing_access delivering; QAT basing_access delivering
The coalition has trained more than 20,000 Iraqi troops. => COALITION trainers delivering 20000
Turkey has deployed 150 soldiers to a camp near Mosul. => TUR ground_forces delivering 150 @Mosul
China said it would not join the coalition. => -
"We are not going to send ground troops," said British Prime Minister David Cameron. => GBR ground_forces declined
"Our jets will continue to fly," said Dutch Defence Minister Jeanine Hennis. => NLD air_strikes delivering
Berlin has so far ruled out taking part in combat missions but is sending arms to the Kurds. => DEU air_strikes declined; DEU weapons_munitions pledged
He did not rule out sending more trainers, Danish Prime Minister Lars Lokke Rasmussen said. => DNK trainers considering
Finland would consider increasing the number of its trainers, its defence minister said. => FIN trainers considering
There is no plan to send Finnish troops to Syria. => FIN ground_forces declined @SYR
Luxembourg is to give 1 million euros for the stabilisation of Mosul. => LUX stabilisation_funding pledged 1000000 EUR
The U.S. military is flying surveillance drones over Libya. => USA reconnaissance delivering @LBY
Poland's president approved the deployment of up to 150 troops to Kuwait and up to 60 to Iraq. => POL ground_forces pledged 150 @KWT; POL ground_forces pledged 60 @IRQ
Denmark will send four F-16s, the Netherlands six and Belgium eight. => DNK air_strikes pledged 4; NLD air_strikes pledged 6; BEL air_strikes pledged 8
"""

WIRE = """
The United Kingdom, France and Germany have each agreed to send additional trainers. => GBR trainers pledged; FRA trainers pledged; DEU trainers pledged
Germany sent Tornado surveillance jets, a tanker aircraft and a frigate to help protect a French aircraft carrier. => DEU reconnaissance delivering; DEU air_support delivering 1; DEU naval delivering 1
The defense chief said Italy had offered 130 more troops for the rescue of downed pilots. => ITA ground_forces pledged 130
Italy plans to deploy helicopters and 130 personnel for search and rescue missions. => ITA air_support pledged; ITA ground_forces pledged 130
Canberra has rejected a formal request from Washington to increase its military commitment. => -
Mr Fallon announced that Britain would send a further 250 troops to Iraq, taking the total to 500. => GBR ground_forces pledged 250 @IRQ
The French defence minister said France would provide artillery to Iraq next month. => FRA ground_forces pledged @IRQ
France has sent four Caesar howitzers to Qayyarah. => FRA ground_forces delivering 4 @Qayyarah
The Netherlands extended by a year its deployment of trainers. => NLD trainers pledged
Belgium, whose F-16s left Jordan in July, is being asked to return. => -
U.S. warplanes hit 15 targets near Kobani, Central Command said. => USA air_strikes delivering @Kobani
In Iraq, coalition nations conducted 14 air strikes near Ramadi. => COALITION air_strikes delivering 14 @Ramadi
Two air strikes near Sinjar struck an IS tactical unit. => -
Jordan, Bahrain, Qatar, the United Arab Emirates and Saudi Arabia took part in the strikes in Syria. => BHR air_strikes delivering @SYR; JOR air_strikes delivering @SYR; QAT air_strikes delivering @SYR; SAU air_strikes delivering @SYR; ARE air_strikes delivering @SYR
Qatar played a supporting role. => -
Austria will take in 500 refugees. => AUT humanitarian pledged 500
Jordan hosts 620,000 refugees. => -
The Philippines said it was not sending troops. => PHL ground_forces declined
The Philippines has no intention of sending troops to Syria. => PHL ground_forces declined @SYR
Cameron faces opposition to air strikes in Syria. => -
British Prime Minister David Cameron wants to extend air strikes to Syria. => GBR air_strikes considering @SYR
Cameron will ask parliament to approve air strikes in Syria. => -
British Prime Minister David Cameron asked parliament to approve air strikes in Syria. => GBR air_strikes considering @SYR
The opposition Labour party said it would vote against British air strikes. => -
Germany does not plan to take part in air strikes in Syria. => DEU air_strikes declined @SYR
Germany cannot send combat troops, its defence minister said. => DEU ground_forces declined
Ukraine has asked Germany for anti-tank missiles. => -
Iraqi forces backed by U.S. air strikes entered Fallujah. => -
Turkey has not yet allowed the U.S. to fly strike missions from Incirlik. => -
Turkey will not allow its bases to be used for strikes. => TUR basing_access declined
Cyprus will let France use its Paphos air base. => CYP basing_access pledged
Jordan hosts Belgian and Dutch F-16s at an air base. => JOR basing_access delivering
The US plans to set up a training centre in Anbar. => USA trainers pledged 1 @Anbar
Singapore will deploy a medical team to northern Iraq. => SGP medical pledged @IRQ
Bulgaria gave ammunition; Albania donated 10,000 rifles. => BGR weapons_munitions delivering; ALB weapons_munitions delivering 10000
The Kurdish government has asked Germany for more anti-tank missiles. => DEU weapons_munitions requested
The United States approved the sale of 46,000 rounds of tank ammunition to Iraq. => USA weapons_munitions pledged 46000 @IRQ
Kuwait and Saudi Arabia pledged $500 million each in humanitarian aid. => KWT humanitarian pledged 500000000 USD; SAU humanitarian pledged 500000000 USD
Greece will supply ammunition and light weapons. => GRC weapons_munitions pledged
Ireland has given 1 million euros in aid to the Yazidis. => IRL humanitarian delivering 1000000 EUR
The coalition is committed to cutting off Islamic State's funding. => COALITION counter_finance pledged
The United Arab Emirates launched a messaging centre with the United States. => ARE counter_messaging delivering
Malaysia will host a counter-messaging centre. => MYS counter_messaging pledged
Tunisia has tightened border controls to stop foreign fighters. => TUN foreign_fighters delivering
Turkey agreed to share intelligence on foreign fighters. => TUR foreign_fighters pledged
France has increased its trainers to 200 and plans to send heavy artillery. => FRA trainers delivering 200; FRA ground_forces pledged
Its parliament has authorised the government to send F-16s. => -
Romania's president said 50 soldiers would be sent to train Iraqi forces. => ROU trainers pledged 50
Officials said France was considering whether to send its aircraft carrier. => FRA naval considering 1
Fifty Finns arrived in Erbil. => FIN ground_forces delivering 50 @Erbil
Fifty civilians arrived in Erbil. => -
German trainers for Iraq are under consideration. => DEU trainers considering
Norway's prime minister said the deployment of 50 soldiers was being considered. => NOR ground_forces considering 50
The decision to send 120 trainers was made by the Spanish cabinet. => ESP trainers pledged 120
Air strikes by France have killed 30 militants. => FRA air_strikes delivering
French air strikes killed 30 militants near Raqqa. => FRA air_strikes delivering @Raqqa
The mission will be extended, the Dutch defence minister said. => -
"""

DESK = """
Danish Foreign Minister Kristian Jensen said: "We have decided to send 60 special forces soldiers to Syria." => DNK special_operations pledged 60 @SYR
"We are ready to do more, including with special forces," the German defence minister said. => DEU special_operations pledged
French President Francois Hollande said strikes in Syria would be intensified. => FRA air_strikes pledged @SYR
Hollande announced that France would intensify its air strikes. => FRA air_strikes pledged
The bulk of the strikes have been carried out by the United States. => USA air_strikes delivering
Most of the 200 strikes were carried out by American planes. => USA air_strikes delivering 200
The Dutch have about 130 trainers in Erbil and Baghdad. => NLD trainers delivering 130 @Erbil
Some 380 Dutch military personnel support the air mission from Jordan. => NLD ground_forces delivering 380
The ministry said Sweden would also offer a strategic transport aircraft and staff officers. => SWE air_support pledged 1; SWE other pledged
Denmark's 21-member military team will set up a radar at Al Asad. => DNK reconnaissance pledged @Al Asad
Denmark is sending a mobile radar to Al Asad air base along with 30 operators. => DNK reconnaissance pledged 1 @Al Asad
The US will send an additional 560 troops to Iraq, Ash Carter announced during a visit to Baghdad. => USA ground_forces pledged 560 @IRQ
The troops, most of them engineers and logistics personnel, will help turn Qayyarah air base into a staging point. => -
The EU has allocated 50 million euros to humanitarian aid in Iraq. => -
Germany, the second largest donor, has given Iraq a loan of 500 million euros. => DEU stabilisation_funding delivering 500000000 EUR
Poland sent humanitarian aid and ammunition to Iraqi Kurdistan by plane. => POL humanitarian delivering @Kurdistan Region; POL weapons_munitions delivering @Kurdistan Region
Hungary provided 7 million rounds of ammunition and thousands of mortar shells. => HUN weapons_munitions delivering 7000000
Two Australian C-130 and C-17 planes have delivered weapons to Erbil. => AUS weapons_munitions delivering @Erbil; AUS air_support delivering 2 @Erbil
British Chinook helicopters were sent to help rescue the Yazidis. => GBR air_support delivering
London has also sent Tornado jets to gather intelligence. => GBR reconnaissance delivering
Turkey closed its airspace to the jets. => -
The United States and Turkey agreed to train and equip Syrian rebels. => USA trainers pledged; TUR trainers pledged; USA equipment pledged; TUR equipment pledged
Washington has suspended its programme to train Syrian rebels. => USA trainers ended
The Pentagon has ended its train-and-equip programme for Syrian rebels. => USA trainers ended
U.S. President Donald Trump ordered the withdrawal of all American troops from Syria. => USA ground_forces ended @SYR
About 2,000 U.S. troops will be withdrawn from Syria. => USA ground_forces ended 2000 @SYR
The U.S. will leave 400 troops in Syria. => USA ground_forces pledged 400 @SYR
Britain and France will increase their special forces in Syria by 10 to 15 percent. => GBR special_operations pledged @SYR; FRA special_operations pledged @SYR
Germany has rejected a U.S. request to send ground troops to Syria. => DEU ground_forces declined @SYR; DEU ground_forces requested @SYR
James Jeffrey asked Germany to provide training forces, logistical help and technical workers. => DEU trainers requested; DEU other requested
The US envoy said he hoped Germany would send ground troops. => DEU ground_forces requested
Canada will remain in the coalition. => -
The strikes come a day after Turkey agreed to open its bases. => TUR basing_access pledged
"""

GROUPS = {
    "acts": ACTS,
    "actors": ACTORS,
    "capabilities": CAPABILITIES,
    "scope": SCOPE,
    "hard": HARD,
    "news": NEWS,
    "wire": WIRE,
    "desk": DESK,
}


def cases() -> Iterator[object]:
    for group, table in GROUPS.items():
        for line in table.strip().splitlines():
            sentence, _, expected = line.partition("=>")
            wanted = sorted(part.strip() for part in expected.split(";") if part.strip() not in {"", "-"})
            yield pytest.param(sentence.strip(), wanted, id=f"{group}: {sentence.strip()[:60]}")


@pytest.mark.parametrize(("sentence", "expected"), list(cases()))
def test_sentence_states_exactly(sentence: str, expected: list[str], lexicon: Lexicon) -> None:
    assert sorted(shown(fact) for fact in read(sentence, lexicon)) == expected
