<?xml version="1.0" encoding="UTF-8"?>
<!-- What assets/lists.js filters a list with: written here and hidden, shown by the script. -->
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

  <xsl:template name="filter" as="element()">
    <div class="filter generated" hidden="hidden" data-none="{tx:label('list.none')}">
      <label>
        <xsl:text>{tx:label('list.filter')} </xsl:text>
        <input type="search" autocomplete="off"/>
      </label>
      <xsl:text> </xsl:text>
      <span role="status"/>
    </div>
  </xsl:template>
</xsl:stylesheet>
