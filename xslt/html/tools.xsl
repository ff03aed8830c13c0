<?xml version="1.0" encoding="UTF-8"?>
<!-- What assets/site.js works with: its words and buttons are written here. The style sheet shows those that stand in the
     text only where there are scripts, so that nothing moves when the script begins. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map"
                xmlns:tx="urn:tei-edition:functions"
                xmlns:lab="urn:tei-edition:labels"
                xmlns:cat="urn:tei-edition:catalogue"
                xpath-default-namespace="http://www.tei-c.org/ns/1.0"
                exclude-result-prefixes="#all"
                expand-text="yes">

  <!-- The switches that this text has a use for; without the script every reading is seen at once. -->
  <xsl:template name="tools" as="element()?">
    <xsl:variable name="switches" as="xs:string*" select="
        ('show-printed', 'show-corrected')[current()/text//choice[(sic | orig | abbr) and (corr | reg | expan)]],
        'small-capitals'[current()/text//@rend[tokenize(.) = 'caps']],
        'hide-leaves'[current()/text//(pb | cb | gb | milestone)],
        'versions-beside'[current()/text//group[count(text) eq 2]],
        'show-facsimile'[exists(tx:images(current()) ! tx:image-address(@url))]"/>
    <xsl:if test="exists($switches)">
      <div class="tools generated" role="group" aria-label="{tx:label('tools')}">
        <xsl:for-each select="$switches">
          <button type="button" aria-pressed="false" data-switch="{.}">{tx:value-label('tools', substring-after(., '-'))}</button>
        </xsl:for-each>
      </div>
    </xsl:if>
  </xsl:template>

  <!-- The citation of one paragraph, which the script fills in. -->
  <xsl:template name="place-citation" as="element()">
    <xsl:variable name="id" as="xs:string" select="tx:free-id('place-citation', .)"/>
    <dialog class="place-citation" aria-labelledby="{$id}" data-in="{tx:label('cite.in')}" data-number="{tx:label('cite.number')}">
      <h2 id="{$id}">{tx:label('cite.place')}</h2>
      <p class="place" tabindex="0"/>
      <button type="button" class="copy" data-done="{tx:label('cite.copied')}">{tx:label('cite.copy')}</button>
      <xsl:text> </xsl:text>
      <button type="button" class="close">{tx:label('cite.close')}</button>
    </dialog>
  </xsl:template>

  <!-- Where the script shows the card of a name. -->
  <xsl:template name="name-popover" as="element()">
    <div class="name-popover" role="dialog" tabindex="-1" aria-label="{tx:label('names')}" hidden="hidden">
      <div class="held"/>
      <button type="button" class="close">{tx:label('cite.close')}</button>
    </div>
  </xsl:template>
</xsl:stylesheet>
